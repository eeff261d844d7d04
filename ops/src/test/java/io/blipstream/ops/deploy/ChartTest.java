package io.blipstream.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.config.HttpKeys;
import io.blipstream.ops.config.Key;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.http.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart, rendered by Helm within this process, and what it promises. */
class ChartTest {
  static Stream<Rendered> all() {
    return Stream.of(
        Rendered.withDefaults(), Rendered.example("strimzi.yaml"), Rendered.example("gpu.yaml"));
  }

  @Test
  void helm_findsNothingWrong() {
    LintResult found = new Helm(DeployFiles.CHART.toAbsolutePath()).lint().strict().call();
    assertThat(found.isFailed()).as("%s", found.getMessages()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("all")
  void environment_isAConfigurationThatRunTakes(Rendered chart) {
    Configuration configuration = ConfigurationReader.read(chart.environment());
    assertThat(HttpSettings.of(configuration).orElseThrow().port())
        .isEqualTo(chart.container().at("/ports/0/containerPort").asInt());
    assertThat(configuration.kafka())
        .containsKeys("bootstrap.servers", "group.instance.id", "state.dir");
    assertThat(configuration.registry()).containsKey("schema.registry.url");
  }

  @ParameterizedTest
  @MethodSource("all")
  void stateAndCache_areVolumes(Rendered chart) {
    Configuration configuration = ConfigurationReader.read(chart.environment());
    List<String> mounts = chart.container().at("/volumeMounts").findValuesAsText("mountPath");
    assertThat(mounts)
        .contains((String) configuration.kafka().get("state.dir"), "/var/cache/blipstream", "/tmp");
    assertThat(chart.only("StatefulSet").at("/spec/volumeClaimTemplates/0/metadata/name").asText())
        .isEqualTo("state");
  }

  @ParameterizedTest
  @MethodSource("all")
  void kubernetes_waitsLongerThanTheDrainTakes(Rendered chart) {
    long drain =
        ConfigurationReader.read(chart.environment()).value(Keys.SHUTDOWN_GRACE).toSeconds();
    assertThat(chart.pod().path("terminationGracePeriodSeconds").asLong()).isGreaterThan(drain);
  }

  @ParameterizedTest
  @MethodSource("all")
  void pod_isAsTheRestrictedStandardWantsIt(Rendered chart) {
    JsonNode pod = chart.pod().path("securityContext");
    assertThat(pod.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.path("runAsUser").asInt()).isGreaterThan(0);
    assertThat(pod.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    JsonNode container = chart.container().path("securityContext");
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(chart.pod().path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(chart.only("ServiceAccount").path("automountServiceAccountToken").asBoolean(true))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("all")
  void secrets_standInNoConfigMap(Rendered chart) {
    assertThat(DeployFiles.texts(chart.only("ConfigMap").path("data")).keySet())
        .noneMatch(name -> name.matches(".*(TOKEN|PASSWORD|JAAS|SECRET).*"));
    assertThat(chart.container().path("env").findValuesAsText("name"))
        .contains("BLIPSTREAM_HTTP_TOKEN");
  }

  /** A service named blipstream would put variables into the environment that are no keys. */
  @ParameterizedTest
  @MethodSource("all")
  void services_putNothingIntoTheEnvironment(Rendered chart) {
    assertThat(chart.pod().path("enableServiceLinks").asBoolean(true)).isFalse();
  }

  @Test
  void probes_areServed() throws Exception {
    Configuration configuration = Configuration.of(Map.of(HttpKeys.PORT.name(), "0"));
    JsonNode container = Rendered.withDefaults().container();
    try (ServedNumbers served = ServedNumbers.open(configuration, Clock.systemUTC())) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        String path = container.at("/" + probe + "/httpGet/path").asText();
        URI address = URI.create(served.address().orElseThrow()).resolve(path);
        int status =
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
        assertThat(status).as(path).isIn(200, 503);
      }
    }
  }

  @Test
  void gpus_areAskedForWithTheirNodes() {
    Rendered chart = Rendered.example("gpu.yaml");
    assertThat(chart.container().at("/resources/limits/nvidia.com~1gpu").asInt()).isEqualTo(1);
    assertThat(chart.container().at("/resources/limits/memory").asText()).isEqualTo("32Gi");
    assertThat(chart.pod().at("/nodeSelector/nvidia.com~1gpu.present").asText()).isEqualTo("true");
    assertThat(chart.pod().at("/tolerations/0/key").asText()).isEqualTo("nvidia.com/gpu");
    assertThat(chart.environment()).containsEntry("BLIPSTREAM_MODEL_DEVICE", "cuda");
    assertThat(Rendered.withDefaults().container().path("resources").toString())
        .doesNotContain("gpu");
  }

  /** Values, environment and flags are one thing: whatever key there is, by whichever of them. */
  @Test
  void everyKey_isReachedByItsNameInTheValues(@TempDir Path folder) throws Exception {
    Map<String, String> pairs = new TreeMap<>();
    for (Key<?> key : Keys.all()) {
      pairs.put(key.name(), key.defaultText().orElse("/models/mine"));
    }
    Stream.of("http.host", "http.port", "http.token").forEach(pairs::remove);
    Path values = folder.resolve("values.json");
    new ObjectMapper().writeValue(values.toFile(), Map.of("config", pairs));
    Map<String, String> environment =
        Rendered.of(Rendered.command().withValuesFile(values)).environment();
    Configuration flags = Configuration.of(pairs);
    Configuration read = ConfigurationReader.read(environment);
    assertThat(pairs).hasSizeGreaterThan(40);
    for (Key<?> key : Keys.all()) {
      if (pairs.containsKey(key.name())) {
        assertThat(environment).containsEntry(key.variable(), pairs.get(key.name()));
        assertThat(read.value(key)).as(key.name()).isEqualTo(flags.value(key));
      }
    }
  }

  @Test
  void largeNumbers_areWrittenOut() {
    assertThat(Rendered.example("gpu.yaml").environment())
        .containsEntry("BLIPSTREAM_IMAGE_MAX_BYTES", "20000000");
  }

  @Test
  void scaling_watchesTheApplicationsOwnGroupAndTopic() {
    JsonNode triggers =
        Rendered.of(
                Rendered.command()
                    .set("keda.enabled", true)
                    .set("config.application\\.id", "mine")
                    .set("config.topics\\.prefix", "mine."))
            .only("ScaledObject")
            .at("/spec/triggers");
    assertThat(triggers.at("/0/metadata/consumerGroup").asText()).isEqualTo("mine");
    assertThat(triggers.at("/0/metadata/topic").asText()).isEqualTo("mine.image-events");
    assertThat(triggers.at("/1/metadata/query").asText()).contains("blipstream_drain_seconds");
  }

  @Test
  void whatTheChartDecides_isRefusedInItsValues() {
    assertRefused("config.http\\.port", "9000", "http.port is the chart's own");
    assertRefused("config.http\\.token", "not-in-a-config-map", "http.token stands in config");
    assertRefused("replicaCount", "3", "replicaCount");
  }

  private static void assertRefused(String key, String value, String because) {
    assertThatThrownBy(() -> Rendered.of(Rendered.command().set(key, value)))
        .hasMessageContaining(because);
  }
}
