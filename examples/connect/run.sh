#!/usr/bin/env bash
# Kafka Connect, standalone, with the sink into a PostgreSQL: run.sh BROKER REGISTRY JDBC_URL [KEY=VALUE of the sink ...]
# All comes from Maven Central; Ctrl-C ends it.
set -euo pipefail
[ $# -ge 3 ] || { sed -n 2,3p "$0"; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
lib=$here/target/lib
[ -d "$lib" ] || mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$lib"
work=$here/target/worker
mkdir -p "$work"
sed -e "s|^bootstrap.servers=.*|bootstrap.servers=$1|" -e "s|^value.converter.schema.registry.url=.*|value.converter.schema.registry.url=$2|" \
  -e "s|^offset.storage.file.filename=.*|offset.storage.file.filename=$work/offsets|" "$here/worker.properties" >"$work/worker.properties"
{ sed -e "s|^connection.url=.*|connection.url=$3|" "$here/products-jdbc.properties"; printf '%s\n' "${@:4}"; } >"$work/sink.properties"
# In its place, so that who ends the script ends the worker.
exec java -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$lib/*" org.apache.kafka.connect.cli.ConnectStandalone "$work/worker.properties" "$work/sink.properties"
