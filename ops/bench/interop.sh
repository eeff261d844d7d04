#!/usr/bin/env bash
# Confluent's Python client and fastavro as peers, live: 500 events from Python are answered once each, and Python reads the results.
# The broker and the registry are of the test's process. For BENCH_PYTHON see model-vs-transformers.sh.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

INTEROP_PYTHON=$("$bench/python.sh" "$bench/requirements-interop.txt")
export INTEROP_PYTHON
cd "$bench/../.."
exec mvn -q -B verify -pl ops -am -Dit.test=PythonIT -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false
