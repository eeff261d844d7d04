package io.blipstream.ops.console;

import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.action.Actions;
import io.blipstream.ops.console.action.Audit;
import io.blipstream.ops.console.attention.AttentionRoutes;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.http.HttpSettings;
import io.blipstream.ops.http.WebServer;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real picture on a real broker, and where the shipped checkpoint looks. */
@Timeout(120)
class AttentionIT {
  private static final String BODY =
      "{\"partition\":0,\"offset\":0,\"prompts\":[\"A short image caption:\"]}";

  @Test
  void attentionOfAnAnswer_isDrawn_whereItIsServed(@TempDir Path folder) throws Exception {
    Clock clock = Clock.systemUTC();
    try (LocalCluster cluster = LocalCluster.start(Configuration.of(Map.of()), 1, folder, clock);
        TestClients clients = new TestClients(cluster.configuration())) {
      ByteBuffer picture = ByteBuffer.wrap(Files.readAllBytes(Path.of("bench/scenes/0000.jpg")));
      clients.publish(
          ImageEvent.newBuilder(event("scene", "", caption("c")))
              .setImages(List.of(Image.newBuilder().setBytes(picture).build()))
              .build());
      clients.await(0, 0);
      HttpResponse<String> drawn = asked(cluster, "on", clock);
      assertThat(drawn.statusCode()).as(drawn.body()).isEqualTo(200);
      String sheet = drawn.body().replaceAll(".*base64,([^\"]*)\".*", "$1");
      byte[] png = Base64.getDecoder().decode(sheet);
      assertThat(new String(png, 0, 4, ISO_8859_1)).isEqualTo("\u0089PNG");
      assertThat(asked(cluster, "off", clock).statusCode()).isEqualTo(409);
    }
  }

  private static HttpResponse<String> asked(LocalCluster cluster, String explain, Clock clock)
      throws Exception {
    Configuration configuration =
        cluster
            .configuration()
            .with(
                Map.of(
                    "http.port",
                    "0",
                    "model.dir",
                    "../checkpoints/instructblip-scenes",
                    "console.explain",
                    explain));
    Actions actions = new Actions(Audit.open(configuration, clock));
    try (AttentionRoutes attention = new AttentionRoutes(configuration, actions)) {
      attention.watch(configuration);
      WebServer server =
          WebServer.start(HttpSettings.of(configuration).orElseThrow(), List.of(attention));
      try (server) {
        return HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.address() + "api/attention"))
                    .header("X-Blipstream", "action")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
      }
    }
  }
}
