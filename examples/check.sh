#!/usr/bin/env bash
# Runs the examples against a recipe of its own, and looks at what comes out. What the machine lacks is left out, and said.
# Java, Maven and Maven Central are enough for the Java producer and Flink; Python, kcat and PostgreSQL are used where they are.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(dirname "$here")
picture=$home/ops/bench/scenes/0034.jpg
work=$(mktemp -d)
chmod 755 "$work"
started=()
stop() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap stop EXIT

fail() { echo "FAILED: $1" >&2; [ ! -e "$work/$2" ] || tail -n 20 "$work/$2" >&2; exit 1; }
# expect NAME PATTERN COUNT: that many lines of what NAME said match.
expect() {
  [ "$(grep -cE "$2" "$work/$1" || true)" -ge "$3" ] || fail "$1: too few of $2" "$1"
  echo "ok: $1"
}

BLIPSTREAM_HTTP_PORT=${BLIPSTREAM_HTTP_PORT:-8479} "$home/blipstream" recipe catalogue >"$work/recipe" 2>&1 &
started+=($!)
until grep -q 'stays open' "$work/recipe"; do
  kill -0 "${started[0]}" 2>/dev/null || fail "the recipe ended" recipe
  sleep 1
done
read -r B R < <(sed -n 's/^broker \([^,]*\), registry \([^ ]*\) .*/\1 \2/p' "$work/recipe")

java -cp "$home/ops/target/classes:$home/ops/target/lib/*" "$here/producers/Produce.java" "$B" "$R" "$picture" >"$work/java" 2>"$work/java.err" ||
  fail "the Java producer" java.err
expect java '^0034/(caption|colour): OK .+confidence' 2

if python=$("$home/ops/bench/python.sh" "$here/producers/requirements.txt" 2>"$work/pip"); then
  "$python" "$here/producers/produce.py" "$B" "$R" "$picture" >"$work/python"
  expect python '"status": "OK", "text": "[^"]+"' 2
else
  echo "left out: Python; see $work/pip" && tail -n 2 "$work/pip"
fi

if command -v kcat >/dev/null && command -v jq >/dev/null; then
  "$here/producers/kcat.sh" "$B" "$R" "$picture" >"$work/kcat"
  expect kcat '"key":"0034/(caption|colour)","status":"OK"' 2
else
  echo "left out: kcat (Debian: kcat, jq)"
fi

"$here/flink/run.sh" "$B" "$R" >"$work/flink" 2>"$work/flink.err" || fail "Flink" flink.err
expect flink '\+.\[(colour|kind|count|safe), [0-9]+, [0-9.]+\]' 4

postgres=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1 || true)
if [ -n "$postgres" ]; then
  as=()
  [ "$(id -u)" -ne 0 ] || { as=(runuser -u postgres --); chown postgres "$work"; }
  port=${POSTGRES_PORT:-54329}
  "${as[@]}" "$postgres/initdb" -D "$work/data" -A trust -U shop >"$work/initdb"
  "${as[@]}" "$postgres/postgres" -D "$work/data" -p "$port" -k "$work" -h 127.0.0.1 >"$work/postgres" 2>&1 &
  started+=($!)
  sql() { "$postgres/psql" -h 127.0.0.1 -p "$port" -U shop -At "$@"; }
  until sql -d postgres -c 'CREATE DATABASE shop' >/dev/null 2>&1; do sleep 1; done
  "$here/connect/run.sh" "$B" "$R" "jdbc:postgresql://127.0.0.1:$port/shop" listeners= >"$work/connect" 2>&1 &
  started+=($!)
  for _ in $(seq 300); do
    rows=$(sql -d shop -c 'SELECT count(*) FROM products' 2>/dev/null || echo 0)
    [ "$rows" -lt 181 ] || break
    kill -0 "${started[-1]}" 2>/dev/null || fail "Kafka Connect ended" connect
    sleep 1
  done
  [ "$rows" -ge 181 ] || fail "$rows rows of 181" connect
  sql -d shop -c "SELECT 'row', subject, colour, kind, complete FROM products WHERE subject = 'product-1'" >"$work/table"
  expect table '^row\|product-1\|[a-z]+\|[a-z]+\|t$' 1
  # An erasure leaves no row.
  printf 'product-1\t' | if command -v kcat >/dev/null; then
    kcat -P -Z -K '\t' -b "$B" -t image-events
    for _ in $(seq 180); do
      [ "$(sql -d shop -c "SELECT count(*) FROM products WHERE subject = 'product-1'")" -ne 0 ] || break
      sleep 1
    done
    sql -d shop -c "SELECT 'rows ' || count(*) FROM products WHERE subject = 'product-1'" >"$work/erased"
    expect erased '^rows 0$' 1
  fi
else
  echo "left out: PostgreSQL (Debian: postgresql)"
fi
echo "all that could be run ran"
