package io.blipstream.ops.interop;

import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.WebConsole;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.ops.pipeline.BuiltIns;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.registry.EmbeddedRegistry;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.TopologySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline and its clients at a broker that lets nobody in without proof. */
class SecuredBrokerIT {
  private static final String TOKEN = "pl4nted-t0ken-of-the-console";
  private static final String REGISTRY_PASSWORD = "pl4nted-at-the-registry";

  @TempDir private static Path folder;
  private static SecuredBroker broker;
  private static EmbeddedRegistry registry;

  @BeforeAll
  static void start() throws Exception {
    broker = SecuredBroker.start(folder);
    registry = EmbeddedRegistry.start();
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @Test
  void eventIsAnswered_overScramAndTls() throws Exception {
    assertAnswers("scram.", broker.scram(SecuredBroker.PASSWORD));
  }

  @Test
  void eventIsAnswered_overMutualTls() throws Exception {
    assertAnswers("mutual.", broker.mutual());
  }

  @Test
  void whoeverHasAnotherPassword_orNoCertificate_isTold() {
    for (Map<String, String> stranger :
        Set.of(broker.scram("another"), broker.withoutCertificate())) {
      Configuration configuration = SecuredBroker.impatient(stranger);
      assertThatThrownBy(
              () -> {
                try (Cluster cluster = Cluster.of(configuration.kafka())) {
                  TopologySettings settings = PipelineSettings.topology(configuration, 1);
                  cluster.create(settings.topics().toCreate(settings, (short) 1));
                }
              })
          .isInstanceOfSatisfying(
              BlipstreamException.class,
              e -> assertThat(e.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID))
          .hasMessageNotContainingAny("another", SecuredBroker.PASSWORD);
    }
  }

  private static void assertAnswers(String prefix, Map<String, String> client) throws Exception {
    Configuration configuration =
        Configuration.of(client)
            .with(
                Map.of(
                    "topics.prefix",
                    prefix,
                    "application.id",
                    prefix + "blipstream",
                    "kafka.state.dir",
                    folder.resolve(prefix + "state").toString(),
                    "http.port",
                    "0",
                    "http.token",
                    TOKEN,
                    "schema.registry.basic.auth.credentials.source",
                    "USER_INFO",
                    "schema.registry.basic.auth.user.info",
                    "somebody:" + REGISTRY_PASSWORD,
                    "schema.registry.url",
                    registry.url()));
    TopologySettings settings = PipelineSettings.topology(configuration, 1);
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      cluster.create(settings.topics().toCreate(settings, (short) 1));
    }
    BuiltIns.publish(configuration, Clock.systemUTC());
    try (FakeEngine engine = new FakeEngine(Duration.ofMillis(5));
        WebConsole console = new WebConsole(configuration, Clock.systemUTC());
        ServedNumbers numbers = ServedNumbers.open(configuration, Clock.systemUTC(), console);
        Pipeline pipeline = Pipeline.start(configuration, engine, 1, Clock.systemUTC());
        TestClients clients = new TestClients(configuration)) {
      assertThat(pipeline.awaitRunning(Duration.ofMinutes(1))).isTrue();
      clients.publish(event("mug", "a mug", caption("c")));
      clients.await(1, 0);
      assertThat(clients.results().get(0).key()).isEqualTo("mug/c");
      console.watch(
          configuration, numbers.watch(configuration, Watched.of(pipeline, engine)), engine);
      assertNothingSecretIsServed(numbers.address().orElseThrow());
    }
  }

  /** What anybody can read of the process while it runs. */
  private static void assertNothingSecretIsServed(String address)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    for (String path :
        List.of("", "metrics", "livez", "readyz", "startupz", "api/letters", "api/templates")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + path))
              .header("Authorization", "Bearer " + TOKEN)
              .build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isIn(200, 503);
      assertThat(answer.body()).as(path).isNotEmpty();
      assertThat(answer.body() + answer.headers().map())
          .as(path)
          .doesNotContain(
              TOKEN, REGISTRY_PASSWORD, SecuredBroker.PASSWORD, SecuredBroker.STORE_PASSWORD);
    }
  }
}
