#!/usr/bin/env bash
# Prints a Python that has what a requirements file names: $BENCH_PYTHON if set, else a virtual
# environment under the project's target folder, made the first time from PyPI. Argument: the requirements file.
set -euo pipefail

if [ -n "${BENCH_PYTHON:-}" ]; then
  echo "$BENCH_PYTHON"
  exit
fi
requirements=$1
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
venv=$home/target/$(basename "$requirements" .txt)
if [ ! -e "$venv/ready" ]; then
  python3 -m venv "$venv" >&2
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements" >&2
  touch "$venv/ready"
fi
echo "$venv/bin/python"
