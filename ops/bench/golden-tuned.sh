#!/usr/bin/env bash
# What transformers says of a checkpoint that `blipstream tune` wrote, in fp32 and in fp16: kept beside the golden
# checkpoint for the tests, which tune the same way and must say the same. Remade only when the recipe below changes.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(cd "$here/../.." && pwd -P)
golden=$home/model-runtime/src/test/resources/golden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for type in float32 float16; do
  cat > "$work/$type.properties" <<END
model.dir = $golden/instructblip-t5/checkpoint
data.file = $golden/tuning-sets.json
output.dir = $work/$type
output.dtype = $type
steps = 6
rate = 1e-3
warmup = 2
batch = 8
seed = 7
validation = 0
images = reference
END
  "$home/blipstream" tune --config "$work/$type.properties"
done
"$("$here/python.sh" "$here/requirements-transformers.txt")" "$here/reference/tuned.py" \
  "$golden/scenes" "$work" "$golden/instructblip-t5/tuned.json"
