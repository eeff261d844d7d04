package io.blipstream.ops.pipeline;

import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Result;
import io.blipstream.topology.trace.EventTracer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures by address from a server to captions: real broker, registry and checkpoint. */
class FetchedPicturesIT {
  private final AtomicInteger busy = new AtomicInteger(1);

  @Test
  void pictureByAddress_becomesItsCaption_andOneThatIsNotThereADeadLetter(@TempDir Path folder)
      throws Exception {
    byte[] picture = picture();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, picture));
    server.start();
    String base = "http://localhost:" + server.getAddress().getPort();
    Configuration configuration =
        Configuration.of(
            Map.of(
                "model.dir",
                "../checkpoints/instructblip-scenes",
                "fetch.allow",
                base,
                "fetch.allow.addresses",
                "127.0.0.0/8,::1"));
    try (LocalCluster cluster = LocalCluster.start(configuration, 1, folder, Clock.systemUTC());
        ServedModels models =
            ServedModels.open(cluster.configuration(), CheckpointEngine::open, Clock.systemUTC());
        Pipeline pipeline =
            Pipeline.start(
                cluster.configuration(),
                models.live(),
                models.answerer(),
                PipelineSettings.topology(cluster.configuration(), 1),
                EventTracer.NONE,
                Clock.systemUTC());
        TestClients clients = new TestClients(cluster.configuration())) {
      assertThat(pipeline.awaitRunning(Duration.ofMinutes(1))).isTrue();
      clients.publish(addressed("one", base + "/p.png"));
      clients.publish(addressed("clip", base + "/p.png", base + "/busy.png"));
      clients.publish(addressed("gone", base + "/gone.png"));
      clients.publish(addressed("elsewhere", "http://169.254.169.254/latest/meta-data"));
      clients.await(2, 2);

      assertThat(clients.results())
          .extracting(record -> record.value().getEventId())
          .containsExactly("one", "clip");
      Result one = clients.results().get(0).value();
      assertThat(one.getText().orElseThrow()).isNotBlank();
      assertThat(clients.deadLetters())
          .extracting(record -> record.value().getFault())
          .containsExactly("image-unavailable", "image-fetch-refused");
      assertThat(models.fetching().orElseThrow().fetched()).isGreaterThanOrEqualTo(3);
    } finally {
      server.stop(0);
    }
  }

  private void answer(HttpExchange exchange, byte[] picture) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int status = path.equals("/gone.png") ? 404 : 200;
    if (path.equals("/busy.png") && busy.getAndDecrement() > 0) {
      status = 503;
    }
    exchange.sendResponseHeaders(status, status == 200 ? picture.length : -1);
    if (status == 200) {
      exchange.getResponseBody().write(picture);
    }
    exchange.close();
  }

  private static ImageEvent addressed(String id, String... uris) {
    return ImageEvent.newBuilder(event(id, "", caption("c")))
        .setImages(Stream.of(uris).map(uri -> Image.newBuilder().setUri(uri).build()).toList())
        .build();
  }

  private static byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.RED);
    pen.fillOval(16, 16, 32, 32);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
