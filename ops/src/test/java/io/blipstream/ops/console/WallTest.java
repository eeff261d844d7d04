package io.blipstream.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.health.ServedNumbers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WallTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void page_isServedWithNothingFromElsewhere() throws Exception {
    try (Wall wall = new Wall();
        ServedNumbers server = open(Map.of("http.port", "0"), wall)) {
      String address = server.address().orElseThrow();
      HttpResponse<String> page = get(address);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("/wall.css", "/wall.js").doesNotContain("http");
      assertThat(page.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
      assertThat(get(address + "wall.css").statusCode()).isEqualTo(200);
      assertThat(get(address + "wall.js").body()).doesNotContain("innerHTML");
    }
  }

  @Test
  void withAToken_nobodySeesPicturesWithoutIt() throws Exception {
    try (Wall wall = new Wall();
        ServedNumbers server =
            open(Map.of("http.port", "0", "http.token", "correct-horse-battery"), wall)) {
      String address = server.address().orElseThrow();
      assertThat(get(address + "wall/results").statusCode()).isEqualTo(401);
      assertThat(get(address + "wall/pictures/0/0").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void pictureType_isWhatTheBytesSay() {
    assertThat(PictureType.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10}))
        .contains("image/png");
    assertThat(PictureType.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0}))
        .contains("image/jpeg");
    assertThat(PictureType.of("<svg/>".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(PictureType.of(new byte[0])).isEmpty();
  }

  private static ServedNumbers open(Map<String, String> pairs, Wall wall) {
    return ServedNumbers.open(Configuration.of(pairs), Clock.systemUTC(), wall);
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
