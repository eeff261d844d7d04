package io.blipstream.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedNumbersTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void withoutAPipeline_theProcessLivesAndSaysWhatItWaitsFor() throws Exception {
    try (ServedNumbers numbers = open(Map.of("http.port", "0"))) {
      assertThat(get(numbers, "livez").statusCode()).isEqualTo(200);
      assertThat(get(numbers, "startupz").statusCode()).isEqualTo(503);
      HttpResponse<String> ready = get(numbers, "readyz");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"good\":false", "loading the model");
      assertThat(get(numbers, "metrics").body()).contains("jvm_memory_used_bytes");
    }
  }

  @Test
  void withAToken_probesAreOpenAndMetricsAreNot() throws Exception {
    try (ServedNumbers numbers =
        open(Map.of("http.port", "0", "http.token", "correct-horse-battery"))) {
      assertThat(get(numbers, "livez").statusCode()).isEqualTo(200);
      assertThat(get(numbers, "metrics").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void turnedOff_nothingIsServed() {
    try (ServedNumbers numbers = open(Map.of("http.port", "off"))) {
      assertThat(numbers.address()).isEmpty();
    }
  }

  private static ServedNumbers open(Map<String, String> pairs) {
    return ServedNumbers.open(Configuration.of(pairs), Clock.systemUTC());
  }

  private HttpResponse<String> get(ServedNumbers numbers, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create(numbers.address().orElseThrow() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
