package io.blipstream.ops.console;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.ops.pipeline.Pipeline;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a browser is told of a real pipeline on a real broker; only the network is a fake. */
@Timeout(120)
class WebConsoleIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private String address;

  @Test
  void resultsAndPictures_areShownAsTheyCome(@TempDir Path folder) throws Exception {
    Clock clock = Clock.systemUTC();
    FakeEngine engine = new FakeEngine(Duration.ofMillis(5));
    Configuration served =
        Configuration.of(Map.of("http.port", "0", "console.blur.feeds", "default"));
    try (LocalCluster cluster = LocalCluster.start(Configuration.of(Map.of()), 2, folder, clock);
        WebConsole pages = new WebConsole(served, clock);
        ServedNumbers numbers = ServedNumbers.open(served, clock, pages);
        TestClients clients = new TestClients(cluster.configuration());
        Pipeline pipeline = Pipeline.start(cluster.configuration(), engine, 2, clock)) {
      address = numbers.address().orElseThrow();
      pages.watch(
          cluster.configuration(),
          numbers.watch(cluster.configuration(), Watched.of(pipeline, engine)),
          engine);
      clients.publish(event("mug-1", "GIF89a a mug", caption("c"), answer("a", "what is it?")));
      clients.publish(event("mug-2", "<script>alert(1)</script>", caption("c")));
      clients.await(3, 0);

      List<JsonNode> shown = told("api/results", 3);
      assertThat(shown).extracting(each -> each.get("event").asText()).contains("mug-1", "mug-2");
      assertThat(shown).extracting(each -> each.get("task").asText()).contains("CAPTION", "ANSWER");
      assertThat(shown).allMatch(each -> each.get("veiled").asBoolean(), "of a feed to be blurred");
      JsonNode first = of(shown, "mug-1");
      HttpResponse<String> picture = get(picture(first));
      assertThat(picture.headers().firstValue("content-type")).contains("image/gif");
      assertThat(picture.body()).isEqualTo("GIF89a a mug");
      assertThat(get(picture(of(shown, "mug-2"))).statusCode())
          .as("what is no picture is not handed to a browser")
          .isEqualTo(404);
      long last = shown.get(1).get("number").asLong();
      assertThat(told("api/results?after=" + last, 1).get(0).get("number").asLong())
          .as("a browser that comes back misses nothing")
          .isEqualTo(last + 1);
      assertThat(get("pictures/7/0").statusCode()).isEqualTo(404);
      assertThat(get("readyz").statusCode()).isEqualTo(200);
    }
  }

  /** The first events of a stream. */
  private List<JsonNode> told(String path, int events) throws Exception {
    try (Stream<String> lines =
        client
            .send(
                HttpRequest.newBuilder(URI.create(address + path)).build(),
                HttpResponse.BodyHandlers.ofLines())
            .body()) {
      List<JsonNode> told = new ArrayList<>();
      Iterator<String> each = lines.iterator();
      while (told.size() < events) {
        String line = each.next();
        if (line.startsWith("data: ")) {
          told.add(JSON.readTree(line.substring("data: ".length())));
        }
      }
      return told;
    }
  }

  private static JsonNode of(List<JsonNode> shown, String event) {
    return shown.stream()
        .filter(each -> each.get("event").asText().equals(event))
        .findFirst()
        .orElseThrow();
  }

  private static String picture(JsonNode result) {
    return "pictures/" + result.get("partition") + "/" + result.get("offset");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
