#!/usr/bin/env bash
# Flink SQL over the result topics, in one process: run.sh BROKER REGISTRY [FILE.sql]
# All comes from Maven Central.
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,3p "$0"; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
lib=$here/target/lib
[ -d "$lib" ] || mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$lib"
# Flink serializes by reflection.
open=(java.lang java.util java.time java.net java.io java.math java.text java.util.concurrent)
java $(printf -- "--add-opens=java.base/%s=ALL-UNNAMED " "${open[@]}") -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$lib/*" "$here/RunSql.java" "${3:-$here/results.sql}" "$1" "$2"
