#!/usr/bin/env bash
# check.sh [--all | --only TOOL]
# Holds the deployment files, and docs/asyncapi.yaml, to the tools that will read them: helm, kubeconform (with helm), promtool,
# docker-compose, AsyncAPI's parser (node). What is not on the PATH is said and skipped, unless --all is given. CheckScriptIT starts it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
all=${1:-}
only=
if [ "$all" = --only ]; then
  only=${2:?which tool?}
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chart=chart/blipstream
kubernetes=1.31.0

wanted() {
  [ -z "$only" ] || [ "$only" = "$1" ]
}

have() {
  command -v "$1" >/dev/null && return 0
  [ "$all" != --all ] || { echo "check: $1 is not on the PATH" >&2; exit 1; }
  echo "check: skipped, $1 is not on the PATH: $2"
  return 1
}

rendered() {
  helm template shop "$chart" --kube-version "$kubernetes" >"$work/defaults.yaml"
  for values in "$chart"/examples/*.yaml; do
    helm template shop "$chart" --kube-version "$kubernetes" -f "$values" >"$work/$(basename "$values")"
  done
}

if wanted helm && have helm "the chart"; then
  helm lint --strict --quiet "$chart"
  for values in "$chart"/examples/*.yaml; do
    helm lint --strict --quiet "$chart" -f "$values"
  done
  rendered
  echo "check: helm, $(cat "$work"/*.yaml | grep -c '^kind:') objects rendered"
fi

# It fetches Kubernetes' schemas; KUBECONFORM_SCHEMAS names another place for them. Off without either.
if wanted kubeconform && have helm "the chart's objects" && have kubeconform "the objects' fields"; then
  if [ -n "${KUBECONFORM_SCHEMAS:-}" ] || [ "$all" = --all ]; then
    rendered
    kubeconform -summary -strict -kubernetes-version "$kubernetes" \
      -skip PodMonitor,PrometheusRule,ScaledObject,KafkaTopic,KafkaUser \
      -schema-location "${KUBECONFORM_SCHEMAS:-default}" "$work"/*.yaml strimzi.yaml
  else
    echo "check: skipped, kubeconform fetches schemas; set KUBECONFORM_SCHEMAS, or give --all"
  fi
fi

if wanted promtool && have promtool "rules and dashboard"; then
  promtool check rules "$chart/files/rules.yaml"
  promtool test rules rules-test.yaml
  # A dashboard's questions are expressions too: as rules, with Grafana's words filled in, they are parsed.
  {
    printf 'groups:\n- name: dashboard\n  rules:\n'
    grep -o '"expr": ".*"' "$chart/files/dashboard.json" | sort -u | sed -e 's/^"expr": //' \
      -e 's/\$__rate_interval/5m/g' -e 's/\$[a-z]*/.*/g' \
      | nl -w1 -s' ' | sed -e 's/^\([0-9]*\) /  - record: question:\1\n    expr: /'
  } >"$work/dashboard-rules.yaml"
  promtool check rules "$work/dashboard-rules.yaml"
  mkdir -p "$work/etc"
  sed -e "s|/run/secrets/http-token|$work/token|" compose/prometheus.yaml >"$work/etc/prometheus.yaml"
  echo 0123456789abcdef >"$work/token"
  cp "$chart/files/rules.yaml" "$work/etc/"
  promtool check config "$work/etc/prometheus.yaml"
fi

compose() {
  BLIPSTREAM_HTTP_TOKEN=0123456789abcdef "$@" -f compose/compose.yaml config --quiet
  echo "check: compose file is valid"
}

if ! wanted docker-compose; then
  :
elif docker compose version >/dev/null 2>&1; then
  compose docker compose
elif have docker-compose "the compose file"; then
  compose docker-compose
fi

# npm install @asyncapi/parser @asyncapi/avro-schema-parser, anywhere; NODE_PATH names its node_modules.
if ! wanted node; then
  :
elif have node "docs/asyncapi.yaml" && node -e 'require.resolve("@asyncapi/parser")' 2>/dev/null; then
  node -e '
    const { Parser } = require("@asyncapi/parser");
    const { AvroSchemaParser } = require("@asyncapi/avro-schema-parser");
    const parser = new Parser();
    parser.registerSchemaParser(AvroSchemaParser());
    const text = require("fs").readFileSync("../../docs/asyncapi.yaml", "utf8");
    parser.parse(text).then(({ document, diagnostics }) => {
      const wrong = diagnostics.filter((each) => each.severity === 0);
      wrong.forEach((each) => console.error(each.path.join("/"), each.message));
      if (!document || wrong.length) process.exit(1);
      console.log("check: asyncapi,", document.channels().all().length, "channels");
    });'
else
  [ "$all" != --all ] || { echo "check: @asyncapi/parser is not in NODE_PATH" >&2; exit 1; }
  echo "check: skipped, @asyncapi/parser is not in NODE_PATH: docs/asyncapi.yaml"
fi
