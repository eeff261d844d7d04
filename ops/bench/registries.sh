#!/usr/bin/env bash
# Holds the serde to a registry server that runs already: registries.sh URL [FILE]
# FILE: properties of one with TLS and a password, as docs/interoperation.md shows.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo "usage: registries.sh URL [FILE]" >&2
  exit 2
fi
arguments=("-Dregistry.url=$1")
if [ $# -eq 2 ]; then
  arguments+=("-Dregistry.secured=$(realpath "$2")")
fi
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B verify -pl schemas -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=RegistryServerIT,NamedRegistryIT "${arguments[@]}"
