#!/usr/bin/env bash
# The model runtime beside transformers: same weights, same pictures, same requests, same cores, in one run.
# Arguments go to model_vs_transformers.py (--help tells them).
# BENCH_PYTHON names a Python with torch, transformers and pillow; without it, one is made from PyPI.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

exec "$("$bench/python.sh" "$bench/requirements-transformers.txt")" "$bench/model_vs_transformers.py" "$@"
