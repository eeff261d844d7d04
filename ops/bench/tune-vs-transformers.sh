#!/usr/bin/env bash
# Tuning and evaluation beside transformers and PyTorch: same weights, same samples' distribution, same cores, in one run.
# Arguments go to tune_vs_transformers.py (--help tells them).
# BENCH_PYTHON names a Python with torch, transformers and pillow; without it, one is made from PyPI.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

exec "$("$bench/python.sh" "$bench/requirements-transformers.txt")" "$bench/tune_vs_transformers.py" "$@"
