package io.blipstream.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.health.ServedNumbers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebConsoleTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void page_isServedWithNothingFromElsewhere() throws Exception {
    try (WebConsole pages = new WebConsole(Configuration.of(Map.of()), Clock.systemUTC());
        ServedNumbers server = open(Map.of("http.port", "0"), pages)) {
      String address = server.address().orElseThrow();
      HttpResponse<String> page = get(address);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("/console.css", "/wall.js").doesNotContain("http");
      assertThat(page.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
      assertThat(get(address + "console.css").statusCode()).isEqualTo(200);
      assertThat(get(address + "wall.js").body()).doesNotContain("innerHTML");
    }
  }

  @Test
  void withAToken_nobodySeesPicturesWithoutIt() throws Exception {
    try (WebConsole pages = new WebConsole(Configuration.of(Map.of()), Clock.systemUTC());
        ServedNumbers server =
            open(Map.of("http.port", "0", "http.token", "correct-horse-battery"), pages)) {
      String address = server.address().orElseThrow();
      assertThat(get(address + "api/results").statusCode()).isEqualTo(401);
      assertThat(get(address + "pictures/0/0").statusCode()).isEqualTo(401);
    }
  }

  private static ServedNumbers open(Map<String, String> pairs, WebConsole pages) {
    return ServedNumbers.open(Configuration.of(pairs), Clock.systemUTC(), pages);
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
