#!/usr/bin/env bash
# Share of exactly right answers on 200 kept scenes, by kind. Arguments go to `blipstream ask`, such as --model DIR.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

"$bench/../../blipstream" ask --requests "$bench/scenes/requests.jsonl" --images reference --json "$@" \
  | sed -E 's/.*"text":"([^"]*)".*/\1/' \
  | paste -d '|' - "$bench/scenes/expected.txt" \
  | awk -F '|' '
      { asked[$3]++; all++ }
      $1 == $2 { right[$3]++; good++ }
      END {
        for (kind in asked) printf "%-15s %5d, %5d right (%.3f)\n", kind, asked[kind], right[kind], right[kind] / asked[kind]
        printf "%-15s %5d, %5d right (%.3f)\n", "all", all, good, good / all
      }' \
  | sort
