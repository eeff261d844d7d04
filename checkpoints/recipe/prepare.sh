#!/usr/bin/env bash
# Draws the scenes that the shipped checkpoint was learned on, questions apart by what they ask for, and puts the
# declarations of the five runs beside them. Argument: an empty folder.
set -euo pipefail
recipe=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
scenes=$1

"$recipe/../../blipstream" scenes --out "$scenes" --pictures 12000 --held-out 200 --seed 7
cd "$scenes"
grep '"question":"where is ' open-questions.jsonl >where.jsonl
grep -v '"question":"where is ' open-questions.jsonl >what.jsonl
grep '"question":"is there any ' is-there.jsonl >kinds.jsonl
grep '"question":"is there ' is-there.jsonl | grep -v '"question":"is there any ' >things.jsonl
grep -v '"question":"is there ' is-there.jsonl >grounds.jsonl
cp "$recipe"/*.json "$recipe"/*.properties .
