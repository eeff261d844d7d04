#!/usr/bin/env bash
# Whether memory outside of Java's heap grows over 10^5 requests. Arguments go to `blipstream bench memory`.
# Java's heap is touched at the start: what is not touched is not held, and would look like growth when it is.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

BLIPSTREAM_JAVA_OPTS="-Xms1g -XX:+AlwaysPreTouch ${BLIPSTREAM_JAVA_OPTS:-}" exec "$home/blipstream" bench memory "$@"
