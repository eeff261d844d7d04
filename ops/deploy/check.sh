#!/usr/bin/env bash
# check.sh [--all | --only TOOL]
# Holds the deployment files, and docs/asyncapi.yaml, to the tools that will read them: helm; with it kubernetes-validate and
# kubeconform; promtool, docker-compose, AsyncAPI's parser (node), Grafana's models (python3). What is not on the PATH is said and
# skipped, unless --all is given. CheckScriptIT starts it.
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

# pip install kubernetes-validate: with Kubernetes' schemas in it. It warns of the operators' kinds.
if wanted kubernetes-validate && have helm "the chart's objects" && have kubernetes-validate "the objects' fields"; then
  rendered
  for objects in "$work"/*.yaml; do
    kubernetes-validate --strict --quiet --no-warn -k "${kubernetes%.*}" "$objects"
  done
  echo "check: kubernetes-validate, Kubernetes ${kubernetes%.*}"
fi

# It fetches Kubernetes' schemas; KUBECONFORM_SCHEMAS names another place for them. Off without either. KUBECONFORM_CRDS
# names schemas of the operators' kinds, which are left out without.
if wanted kubeconform && have helm "the chart's objects" && have kubeconform "the objects' fields"; then
  if [ -n "${KUBECONFORM_SCHEMAS:-}" ] || [ "$all" = --all ]; then
    rendered
    if [ -n "${KUBECONFORM_CRDS:-}" ]; then
      operators=(-schema-location "$KUBECONFORM_CRDS")
    else
      operators=(-skip PodMonitor,PrometheusRule,ScaledObject,KafkaTopic,KafkaUser)
    fi
    kubeconform -summary -strict -kubernetes-version "$kubernetes" \
      -schema-location "${KUBECONFORM_SCHEMAS:-default}" "${operators[@]}" "$work"/*.yaml strimzi.yaml
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

# pip install grafana-foundation-sdk, anywhere. What its models do not know is lost on the way through them.
if ! wanted python3; then
  :
elif have python3 "the dashboard" && python3 -c 'import grafana_foundation_sdk' 2>/dev/null; then
  python3 - "$chart/files/dashboard.json" <<'PYTHON'
import json
import sys
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard

register_default_plugins()
given = json.load(open(sys.argv[1]))
kept = json.loads(JSONEncoder().encode(Dashboard.from_json(given)))
SHOWN_ONLY = "definition"  # a variable's question once more, for the list of variables


def lost(given, kept, path):
    if isinstance(given, dict) and isinstance(kept, dict):
        for name, value in given.items():
            if name != SHOWN_ONLY:
                yield from lost(value, kept.get(name), f"{path}/{name}")
    elif isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        for number, (value, other) in enumerate(zip(given, kept)):
            yield from lost(value, other, f"{path}/{number}")
    elif given != kept:
        yield f"{path}: {given!r}"


wrong = list(lost(given, kept, ""))
if wrong:
    sys.exit("\n".join(wrong))
print("check: dashboard,", len(given["panels"]), "panels")
PYTHON
else
  [ "$all" != --all ] || { echo "check: grafana-foundation-sdk is not installed" >&2; exit 1; }
  echo "check: skipped, grafana-foundation-sdk is not installed: the dashboard"
fi
