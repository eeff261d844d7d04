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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of {@code run} under one application id, as on two machines: one is told to end
 * while both have work, and the other goes on with all of it. The checkpoint is real.
 */
@DisabledOnOs(OS.WINDOWS) // there is no SIGTERM there
class GracefulStopIT {
  private static final int PARTITIONS = 2;
  private static final int EVENTS = 320;
  private static final int FIRST = 80; // before the second is there
  private static final int FEW = 40;
  private static final Duration GRACE = Duration.ofSeconds(25);

  /** Of computing, on whatever machine; within it a warm start comes to its first event. */
  private static final Duration START = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void oneOfTwoToldToEndUnderLoad_endsWithinTheGrace_andNothingIsLostOrDoubled() throws Exception {
    try (LocalCluster cluster =
            LocalCluster.start(Configuration.of(Map.of()), PARTITIONS, folder, Clock.systemUTC());
        TestClients clients = new TestClients(cluster.configuration())) {
      Process first = run(cluster, "first");
      Process second = null;
      try {
        publish(clients, 0, FIRST);
        clients.await(1, 0);
        assertThat(first.info().totalCpuDuration().orElse(Duration.ZERO)).isLessThan(START);
        second = run(cluster, "second");
        awaitShares(cluster, clients);
        publish(clients, FIRST, EVENTS);
        clients.await(clients.results().size() + FEW, 0);
        assertReadyGoesOff_whileItLives(first);
        end(first, "first");
        clients.poll();
        assertThat(clients.results()).as("under load").hasSizeLessThan(2 * EVENTS);
        clients.await(2 * EVENTS, 0);
        end(second, "second");
      } finally {
        first.destroyForcibly();
        if (second != null) {
          second.destroyForcibly();
        }
      }
      clients.poll();
      assertThat(clients.results())
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, EVENTS)
                  .boxed()
                  .flatMap(i -> Stream.of("event-" + i + "/c", "event-" + i + "/a"))
                  .toList());
      assertThat(clients.deadLetters()).isEmpty();
    }
  }

  private static void publish(TestClients clients, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      clients.publish(picture("event-" + i, i));
    }
  }

  /** Until each of the two has one of the two partitions. */
  private static void awaitShares(LocalCluster cluster, TestClients clients) throws Exception {
    try (Admin admin = Admin.create(cluster.configuration().kafka())) {
      Set<String> sharing = Set.of();
      for (int i = 0; i < 600 && !sharing.equals(Set.of("first", "second")); i++) {
        clients.poll(); // the half that is there already is being answered meanwhile
        sharing =
            admin
                .describeConsumerGroups(List.of("blipstream"))
                .all()
                .get()
                .get("blipstream")
                .members()
                .stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(member -> member.clientId().replaceAll("-StreamThread.*", ""))
                .collect(Collectors.toSet());
      }
      assertThat(sharing).containsExactlyInAnyOrder("first", "second");
    }
  }

  /** From the signal on: what is at the engine is still being answered meanwhile. */
  private void assertReadyGoesOff_whileItLives(Process process) throws Exception {
    Probes probes = new Probes(Files.readString(folder.resolve("first.log")));
    assertThat(probes.status("startupz")).hasValue(200);
    process.destroy();
    List<Integer> ready = probes.untilTheEnd(process, "readyz", GRACE);
    assertThat(ready).contains(503);
    assertThat(ready.subList(ready.indexOf(503), ready.size())).containsOnly(503);
  }

  private void end(Process process, String log) throws Exception {
    process.destroy();
    long slack = 10; // for the machine's other work
    boolean ended = process.waitFor(GRACE.toSeconds() + slack, TimeUnit.SECONDS);
    String said = Files.readString(folder.resolve(log + ".log"));
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("running, ").doesNotContain("Exception", "in time");
  }

  private Process run(LocalCluster cluster, String name) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve(name + ".properties"),
            """
            model.dir=../checkpoints/instructblip-scenes
            kafka.bootstrap.servers=%s
            kafka.state.dir=%s
            kafka.client.id=%s
            schema.registry.url=%s
            in.flight.max.events=24
            http.port=0
            shutdown.grace.ms=%d
            """
                .formatted(
                    cluster.configuration().kafka().get("bootstrap.servers"),
                    folder.resolve(name),
                    name,
                    cluster.configuration().registry().get("schema.registry.url"),
                    GRACE.toMillis()));
    return CommandProcess.builder("run", "--config", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
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
