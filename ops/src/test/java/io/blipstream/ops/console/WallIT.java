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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser is told of a real pipeline on a real broker; only the network is a fake. */
class WallIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private String address;

  @Test
  void resultsAndPictures_areShownAsTheyCome(@TempDir Path folder) throws Exception {
    Clock clock = Clock.systemUTC();
    FakeEngine engine = new FakeEngine(Duration.ofMillis(5));
    Configuration served = Configuration.of(Map.of("http.port", "0"));
    try (LocalCluster cluster = LocalCluster.start(Configuration.of(Map.of()), 2, folder, clock);
        Wall wall = new Wall();
        ServedNumbers numbers = ServedNumbers.open(served, clock, wall);
        TestClients clients = new TestClients(cluster.configuration());
        Pipeline pipeline = Pipeline.start(cluster.configuration(), engine, 2, clock)) {
      address = numbers.address().orElseThrow();
      assertThat(get("wall/results").body()).as("before there is a cluster").isEqualTo("[]");
      numbers.watch(cluster.configuration(), Watched.of(pipeline, engine));
      wall.watch(cluster.configuration());
      clients.publish(event("mug-1", "GIF89a a mug", caption("c"), answer("a", "what is it?")));
      clients.publish(event("mug-2", "<script>alert(1)</script>", caption("c")));
      clients.await(3, 0);

      JsonNode shown = await(3);
      assertThat(shown.findValuesAsText("event")).contains("mug-1", "mug-2");
      assertThat(shown.findValuesAsText("task")).contains("CAPTION", "ANSWER");
      JsonNode first = of(shown, "mug-1");
      HttpResponse<String> picture = get(picture(first));
      assertThat(picture.headers().firstValue("content-type")).contains("image/gif");
      assertThat(picture.body()).isEqualTo("GIF89a a mug");
      assertThat(get(picture(of(shown, "mug-2"))).statusCode())
          .as("what is no picture is not handed to a browser")
          .isEqualTo(404);
      long last = shown.get(shown.size() - 1).get("number").asLong();
      assertThat(get("wall/results?after=" + last).body()).isEqualTo("[]");
      assertThat(get("wall/pictures/7/0").statusCode()).isEqualTo(404);
      assertThat(get("readyz").statusCode()).isEqualTo(200);
    }
  }

  private JsonNode await(int results) throws Exception {
    long start = System.nanoTime();
    JsonNode shown = JSON.readTree(get("wall/results").body());
    while (shown.size() < results) {
      assertThat(System.nanoTime() - start).as("%s", shown).isLessThan(60_000_000_000L);
      Thread.sleep(100);
      shown = JSON.readTree(get("wall/results").body());
    }
    return shown;
  }

  private static JsonNode of(JsonNode shown, String event) {
    for (JsonNode each : shown) {
      if (each.get("event").asText().equals(event)) {
        return each;
      }
    }
    throw new AssertionError("nothing of " + event + " in " + shown);
  }

  private static String picture(JsonNode result) {
    return "wall/pictures/" + result.get("partition") + "/" + result.get("offset");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
