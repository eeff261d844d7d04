package io.blipstream.ops.cli;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} is told to end while it has work, and is started again; the checkpoint is real. */
@DisabledOnOs(OS.WINDOWS) // there is no SIGTERM there
class GracefulStopIT {
  private static final int PARTITIONS = 2;
  private static final int EVENTS = 240;
  private static final int FEW = 40;
  private static final Duration GRACE = Duration.ofSeconds(25);

  /** Of computing, on whatever machine; within it a warm start comes to its first event. */
  private static final Duration START = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void toldToEndUnderLoad_endsWithinTheGrace_andNothingIsLostOrDoubled() throws Exception {
    try (LocalCluster cluster =
            LocalCluster.start(Configuration.of(Map.of()), PARTITIONS, folder, Clock.systemUTC());
        TestClients clients = new TestClients(cluster.configuration())) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        clients.publish(picture("event-" + i, i));
        expected.add("event-" + i + "/c");
        expected.add("event-" + i + "/a");
      }
      Process first = run(cluster, "first.log");
      try {
        clients.await(1, 0);
        assertThat(first.info().totalCpuDuration().orElse(Duration.ZERO)).isLessThan(START);
        clients.await(FEW, 0);
        end(first, "first.log");
      } finally {
        first.destroyForcibly();
      }
      clients.poll();
      assertThat(clients.results()).as("under load").hasSizeLessThan(2 * EVENTS);
      Process second = run(cluster, "second.log");
      try {
        clients.await(2 * EVENTS, 0);
        end(second, "second.log");
      } finally {
        second.destroyForcibly();
      }
      clients.poll();
      assertThat(clients.results())
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(clients.deadLetters()).isEmpty();
    }
  }

  private void end(Process process, String log) throws Exception {
    process.destroy();
    long slack = 10; // for the machine's other work
    boolean ended = process.waitFor(GRACE.toSeconds() + slack, TimeUnit.SECONDS);
    String said = Files.readString(folder.resolve(log));
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("running, ").doesNotContain("Exception", "in time");
  }

  private Process run(LocalCluster cluster, String log) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("run.properties"),
            """
            model.dir=../checkpoints/instructblip-scenes
            kafka.bootstrap.servers=%s
            kafka.state.dir=%s
            schema.registry.url=%s
            in.flight.max.events=24
            shutdown.grace.ms=%d
            """
                .formatted(
                    cluster.configuration().kafka().get("bootstrap.servers"),
                    folder.resolve("state"),
                    cluster.configuration().registry().get("schema.registry.url"),
                    GRACE.toMillis()));
    return CommandProcess.builder("run", "--config", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log).toFile())
        .start();
  }

  /** Each another one: what was seen before would cost nothing. */
  private static ImageEvent picture(String id, int number) throws Exception {
    BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 96 * 96; i++) {
      image.setRGB(i % 96, i / 96, (number * 7_919 + i) * 31);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return ImageEvent.newBuilder(event(id, "", caption("c"), answer("a", "what is it?")))
        .setImages(
            List.of(Image.newBuilder().setBytes(ByteBuffer.wrap(bytes.toByteArray())).build()))
        .build();
  }
}
