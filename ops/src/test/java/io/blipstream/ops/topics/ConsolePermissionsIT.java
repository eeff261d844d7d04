package io.blipstream.ops.topics;

import static io.blipstream.ops.fake.SecuredCluster.ADMINISTRATOR;
import static io.blipstream.ops.fake.SecuredCluster.APPLICATION;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.WebConsole;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.SecuredCluster;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.fake.Trials;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.topology.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What `topics plan --acls --console` prints, beside a broker that asks for it. */
@Timeout(180)
class ConsolePermissionsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private String address;

  @Test
  void printedPermissions_areEnoughForEveryPageAndAction_andEachIsAskedFor(@TempDir Path folder)
      throws Exception {
    try (SecuredCluster cluster = SecuredCluster.start(folder, 1)) {
      Configuration application =
          cluster.configuration(APPLICATION).with(Map.of("shadow.model", folder.toString()));
      List<AclBinding> all = PermissionsIT.bindings(Permissions.of(application, true, false));
      try (Admin admin = Admin.create(cluster.configuration(ADMINISTRATOR).kafka())) {
        admin.createAcls(all).all().get();
      }
      Clock clock = Clock.systemUTC();
      Configuration served =
          application.with(Map.of("http.port", "0", "console.review.confidence", "0.9"));
      FakeEngine engine = new FakeEngine(Duration.ZERO);
      try (WebConsole pages = new WebConsole(served, clock);
          ServedNumbers numbers = ServedNumbers.open(served, clock, pages);
          Pipeline pipeline = Pipeline.start(application, engine, 1, clock);
          TestClients clients = new TestClients(cluster.configuration(ADMINISTRATOR))) {
        assertThat(pipeline.awaitRunning(PATIENCE)).isTrue();
        address = numbers.address().orElseThrow();
        pages.watch(served, numbers.watch(application, Watched.of(pipeline, engine)), engine);
        clients.publish(event("mug", "GIF89a a mug", caption("c")));
        clients.publish(event("spoilt", "poison", caption("c")));
        clients.await(1, 1);
        fillShelves(cluster.configuration(ADMINISTRATOR));
        Trials.write(cluster.configuration(ADMINISTRATOR), Trials.of("mug", "a mug", "a cup"));

        act(
            "templates/publish",
            Map.of("id", "mine", "version", 1, "task", "CAPTION", "text", "x"));
        assertThat(get("api/templates")).anyMatch(each -> each.path("id").asText().equals("mine"));
        assertThat(await("api/trial", "differences")).hasSize(1);
        JsonNode unsure = await("api/review", "results").get(0);
        act(
            "review",
            Map.of(
                "name", unsure.path("name").asText(), "right_text", unsure.path("said").asText()));
        assertThat(get("api/letters").path("letters")).hasSize(1);
        assertThat(act("letters/replay", Map.of("all", true)).path("replayed").asInt())
            .isEqualTo(1);
        assertThat(get("api/letters").path("letters")).anyMatch(each -> each.has("replayed_at"));
        List<AclBinding> pagesOwn = new ArrayList<>(all);
        pagesOwn.removeAll(PermissionsIT.bindings(Permissions.of(application)));
        assertThat(pagesOwn).hasSize(13).allSatisfy(PermissionsIT::assertWasAsked);
      }
    }
  }

  /** What the recipe would write; of an empty topic nobody asks to read anything. */
  private static void fillShelves(Configuration administrator) {
    Topics topics = PipelineSettings.topics(administrator);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            administrator.kafka(), new StringSerializer(), new ByteArraySerializer())) {
      for (String topic : List.of(topics.flags(), topics.reviews())) {
        var unused = producer.send(new ProducerRecord<>(topic, "mug/weapon", new byte[] {1}));
      }
      producer.flush();
    }
  }

  /** A page is told of a result some moments after the first look. */
  private JsonNode await(String path, String field) throws Exception {
    long start = System.nanoTime();
    while (true) {
      JsonNode found = get(path).path(field);
      if (!found.isEmpty()) {
        return found;
      }
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
      Thread.sleep(100);
    }
  }

  private JsonNode get(String path) throws Exception {
    return answer(HttpRequest.newBuilder(URI.create(address + path)).build());
  }

  private JsonNode act(String path, Map<String, ?> body) throws Exception {
    return answer(
        HttpRequest.newBuilder(URI.create(address + "api/" + path))
            .header("X-Blipstream", "action")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private JsonNode answer(HttpRequest request) throws Exception {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s: %s", request.uri(), response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
