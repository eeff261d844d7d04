#!/usr/bin/env bash
# Sends a picture with two instructions by kcat, and prints what is said of it: kcat.sh BROKER REGISTRY PICTURE
# Needs kcat, curl, jq (Debian has all three) and Avro's tools: AVRO_TOOLS names the jar, else Maven fetches it.
# With topics.prefix, set PREFIX.
set -euo pipefail
[ $# -eq 3 ] || { sed -n 2,4p "$0"; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
broker=$1 registry=$2 picture=$3 prefix=${PREFIX:-}
version=1.12.1
tools=${AVRO_TOOLS:-$HOME/.m2/repository/org/apache/avro/avro-tools/$version/avro-tools-$version.jar}
[ -e "$tools" ] || mvn -q -B dependency:get -Dartifact=org.apache.avro:avro-tools:$version -Dtransitive=false
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The registry's id of the schema: the same whether it is new there or not.
id=$(jq -Rs '{schema: .}' "$here/../ImageEvent.avsc" |
  curl -fsS -H 'Content-Type: application/vnd.schemaregistry.v1+json' -d @- \
    "$registry/subjects/${prefix}image-events-value/versions" | jq .id)

# Avro's JSON has every field, and names the branch of every union; bytes are characters of the same number.
event=$(cat /proc/sys/kernel/random/uuid)
subject=$(basename "${picture%.*}")
bytes=$(od -An -v -tx1 "$picture" | tr -d ' \n' | sed 's/../\\u00&/g')
instruction='"template": null, "answer": null, "ocr_tokens": [], "history": [], "options": null'
cat >"$work/event.json" <<JSON
{"event_id": "$event", "subject": "$subject", "feed": "examples",
 "images": [{"bytes": {"bytes": "$bytes"}, "uri": null, "sha256": null}],
 "instructions": [
   {"id": "caption", "task": "CAPTION", "question": null, "candidates": [], $instruction},
   {"id": "colour", "task": "ANSWER", "question": {"string": "what color is it?"},
    "candidates": ["red", "green", "blue"], $instruction}],
 "lane": "INTERACTIVE", "deadline": null, "occurred_at": $(date +%s%3N), "attributes": {}}
JSON

# The wire format: a zero byte, the id in four bytes, the record.
printf "\\x00\\x$(printf %08x "$id" | sed 's/../&\\x/g; s/\\x$//')" >"$work/event"
java -jar "$tools" jsontofrag --schema-file "$here/../ImageEvent.avsc" "$work/event.json" 2>/dev/null >>"$work/event"
kcat -P -b "$broker" -t "${prefix}image-events" -k "$subject" "$work/event"

# A result's id says whose it is, without a look into the value (docs/contracts.md); kcat reads what is committed.
for topic in captions answers; do
  for _ in $(seq 60); do
    found=$(kcat -C -q -e -b "$broker" -t "$prefix$topic" -o beginning -f '%p %o %k %h\n' | grep -F "ce_id=$event/" || true)
    [ -z "$found" ] || break
    sleep 1
  done
  [ -n "$found" ] || { echo "no result in $prefix$topic" >&2; exit 1; }
  read -r partition offset key _ <<<"$found"
  kcat -C -q -b "$broker" -t "$prefix$topic" -p "$partition" -o "$offset" -c 1 -D '' >"$work/result"
  writer=$((0x$(head -c 5 "$work/result" | tail -c 4 | od -An -tx1 | tr -d ' ')))
  curl -fsS "$registry/schemas/ids/$writer" | jq -r .schema >"$work/result.avsc"
  tail -c +6 "$work/result" >"$work/value"
  java -jar "$tools" fragtojson --schema-file "$work/result.avsc" "$work/value" 2>/dev/null |
    jq -c --arg key "$key" '{key: $key, status, text: .text.string, confidence: .confidence.double, template_id, model_id}'
done
