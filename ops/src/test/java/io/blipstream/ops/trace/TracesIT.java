package io.blipstream.ops.trace;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.topology.shadow.Answerer;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of the shipped checkpoint on a real broker, sent by OTLP to whoever reads them there. */
class TracesIT {
  private static final int EVENTS = 4;

  private static final String POISON_TRACE = "ff".repeat(16);
  private static final String POISON_PARENT = "00-" + POISON_TRACE + "-00f067aa0ba902b7-01";

  @Test
  void eventsAndTheirBatches_reachTheCollector(@TempDir Path folder) throws Exception {
    Clock clock = Clock.systemUTC();
    try (Collector collector = new Collector();
        LocalCluster cluster = LocalCluster.start(configuration(collector), 2, folder, clock);
        TestClients clients = new TestClients(cluster.configuration())) {
      run(cluster.configuration(), clients, clock);

      Set<String> sent = traces(clients);
      assertThat(sent).hasSize(EVENTS);
      for (String stage :
          List.of("process image-events", "decode", "vision", "qformer", "reading", "language")) {
        assertThat(
                collector.named(stage).stream()
                    .map(Collector::trace)
                    .filter(trace -> !trace.equals(POISON_TRACE))
                    .collect(Collectors.toSet()))
            .as(stage)
            .isEqualTo(sent);
      }
      assertLetterGoesOn(collector, clients);
      assertThat(collector.named("batch qformer").stream().flatMap(b -> b.getLinksList().stream()))
          .hasSizeGreaterThanOrEqualTo(EVENTS);
      assertWithinTheirEvents(collector);
    }
  }

  /** Until all is answered, and all spans are sent. */
  private static void run(Configuration configuration, TestClients clients, Clock clock)
      throws Exception {
    try (Traces traces = Traces.open(configuration);
        Engine engine = CheckpointEngine.open(configuration);
        Pipeline pipeline =
            Pipeline.start(
                configuration,
                engine,
                Answerer.of(engine),
                PipelineSettings.topology(configuration, 2),
                traces.events(),
                clock)) {
      engine.observe(traces.batches());
      for (int i = 0; i < EVENTS; i++) {
        clients.publish(picture(i), Map.of("traceparent", parent(i)));
      }
      clients.publish(
          TestClients.event("no-picture", "bytes", caption("c")),
          Map.of("traceparent", POISON_PARENT));
      clients.await(2 * EVENTS, 1);
      assertThat(pipeline.failed()).isFalse();
    }
  }

  /** What goes out names the event's span here, in its sender's trace. */
  private static Set<String> traces(TestClients clients) {
    for (ConsumerRecord<String, ?> result : clients.results()) {
      Header header = result.headers().lastHeader("traceparent");
      String named = new String(header.value(), UTF_8);
      assertThat(result.headers().headers("traceparent")).hasSize(1);
      assertThat(named)
          .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
          .doesNotContain("00f067aa0ba902b7");
    }
    return clients.results().stream()
        .map(result -> result.headers().lastHeader("traceparent").value())
        .map(value -> new String(value, UTF_8).substring(3, 35))
        .collect(Collectors.toSet());
  }

  /** A dead letter's own header names the event's span here; the original's stays as it was. */
  private static void assertLetterGoesOn(Collector collector, TestClients clients) {
    ConsumerRecord<String, DeadLetter> letter = clients.deadLetters().get(0);
    Span event =
        collector.named("process image-events").stream()
            .filter(span -> Collector.trace(span).equals(POISON_TRACE))
            .findFirst()
            .orElseThrow();
    String span = HexFormat.of().formatHex(event.getSpanId().toByteArray());
    assertThat(new String(letter.headers().lastHeader("traceparent").value(), UTF_8))
        .isEqualTo("00-" + POISON_TRACE + "-" + span + "-01");
    assertThat(letter.value().getHeaders())
        .filteredOn(header -> header.getKey().equals("traceparent"))
        .singleElement()
        .satisfies(
            header ->
                assertThat(UTF_8.decode(header.getValue().orElseThrow().duplicate()).toString())
                    .isEqualTo(POISON_PARENT));
    assertThat(event.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
  }

  private static void assertWithinTheirEvents(Collector collector) {
    Map<String, Span> events =
        collector.named("process image-events").stream()
            .collect(Collectors.toMap(Collector::trace, span -> span));
    for (Span stage : collector.spans()) {
      Span event = events.get(Collector.trace(stage));
      if (event != null && !stage.getSpanId().equals(event.getSpanId())) {
        assertThat(stage.getParentSpanId()).isEqualTo(event.getSpanId());
        assertThat(stage.getEndTimeUnixNano()).isLessThanOrEqualTo(event.getEndTimeUnixNano());
      }
    }
  }

  private static Configuration configuration(Collector collector) {
    return Configuration.of(
        Map.of(
            "model.dir", Path.of("../checkpoints/instructblip-scenes").toAbsolutePath().toString(),
            "trace.endpoint", collector.endpoint()));
  }

  private static String parent(int number) {
    return "00-%032x-00f067aa0ba902b7-01".formatted(number + 1);
  }

  private static ImageEvent picture(int number) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    image.setRGB(number, number, 0xff0000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    Image encoded = Image.newBuilder().setBytes(ByteBuffer.wrap(bytes.toByteArray())).build();
    return ImageEvent.newBuilder(
            TestClients.event("event-" + number, "", caption("c"), answer("a", "what is it?")))
        .setImages(List.of(encoded))
        .build();
  }
}
