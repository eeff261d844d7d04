{{- define "blipstream.name" -}}
{{- if contains "blipstream" .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-blipstream" .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "blipstream.selector" -}}
app.kubernetes.io/name: blipstream
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "blipstream.labels" -}}
{{ include "blipstream.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "blipstream.image" -}}
{{- $tag := .Values.image.tag | default .Chart.AppVersion -}}
{{- if hasPrefix "sha256:" $tag -}}
{{ .Values.image.repository }}@{{ $tag }}
{{- else -}}
{{ .Values.image.repository }}:{{ $tag }}
{{- end -}}
{{- end -}}

{{- /* The variable of a key, as docs/configuration.md has it. */ -}}
{{- define "blipstream.variable" -}}
BLIPSTREAM_{{ . | upper | replace "." "_" }}
{{- end -}}

{{- /* A value as text: YAML reads numbers as floating point, which would print 20000000 as 2e+07. */ -}}
{{- define "blipstream.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}{{ int64 . }}{{- else -}}{{ . }}{{- end -}}
{{- end -}}

{{- /* The configuration, with what the chart itself decides. */ -}}
{{- define "blipstream.config" -}}
{{- $own := dict "http.host" "0.0.0.0" "http.port" "8470" "kafka.state.dir" "/var/lib/blipstream" -}}
{{- range $key := concat (keys $own) (list "kafka.group.instance.id") -}}
{{- if hasKey $.Values.config $key -}}
{{- fail (printf "config.%s is the chart's own: probes, volumes and names hang on it" $key) -}}
{{- end -}}
{{- end -}}
{{- range $key, $_ := .Values.secrets -}}
{{- if hasKey $.Values.config $key -}}
{{- fail (printf "%s stands in config and in secrets" $key) -}}
{{- end -}}
{{- end -}}
{{- if not (hasKey .Values.secrets "http.token") -}}
{{- fail "secrets must name http.token: the port is open to the cluster" -}}
{{- end -}}
{{- $device := dict -}}
{{- if gt (int .Values.gpu.count) 0 -}}
{{- $_ := set $device "model.device" "cuda" -}}
{{- end -}}
{{- merge (dict) .Values.config $own $device | toYaml -}}
{{- end -}}

{{- /* Longer than the drain may take. */ -}}
{{- define "blipstream.grace" -}}
{{- $millis := index .Values.config "shutdown.grace.ms" | default 25000 | int64 -}}
{{- add (div (add $millis 999) 1000) .Values.graceMarginSeconds -}}
{{- end -}}
