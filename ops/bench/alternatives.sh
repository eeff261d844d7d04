#!/usr/bin/env bash
# The pipeline beside what a user would try first, topic to topic: a synchronous Streams processor, and a Python
# consumer with transformers. Arguments go to `blipstream bench alternatives`. For BENCH_PYTHON see
# model-vs-transformers.sh; this one also needs what requirements-consumer.txt names.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

exec "$bench/../../blipstream" bench alternatives --python "$("$bench/python.sh" "$bench/requirements-consumer.txt")" "$@"
