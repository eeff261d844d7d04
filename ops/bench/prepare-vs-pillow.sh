#!/usr/bin/env bash
# From JPEG to the image encoder's input, beside Pillow and transformers' processor on the same cores, turn by turn.
# Arguments go to prepare_vs_pillow.py. For BENCH_PYTHON see model-vs-transformers.sh.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

exec "$("$bench/python.sh" "$bench/requirements-transformers.txt")" "$bench/prepare_vs_pillow.py" "$@"
