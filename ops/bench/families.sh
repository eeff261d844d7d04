#!/usr/bin/env bash
# Random checkpoints of every family and file layout, each asked here and in transformers; every answer compared.
# Arguments go to families.py (--help tells them).
# BENCH_PYTHON names a Python with torch, transformers and pillow; without it, one is made from PyPI.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

exec "$("$bench/python.sh" "$bench/requirements-transformers.txt")" "$bench/families.py" "$@"
