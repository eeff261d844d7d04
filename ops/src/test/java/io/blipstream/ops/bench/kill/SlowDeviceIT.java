package io.blipstream.ops.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.topology.BlipstreamStreams;
import io.blipstream.topology.BlipstreamTopology;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowDeviceIT {
  private static final int EVENTS = 300;

  /** Of each event: what one task has in flight takes longer than any timeout below. */
  private static final Duration EACH = Duration.ofSeconds(1);

  private static final int ENOUGH = 12;

  private static final int IN_FLIGHT = 8;

  @TempDir private static Path folder;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(Configuration.of(Map.of()), 1, folder, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "streams"})
  void deviceThatIsFarTooSlow_slowsConsumption_andNothingTimesOut(String protocol)
      throws Exception {
    Map<String, String> pairs = new HashMap<>();
    pairs.put("kafka.group.protocol", protocol);
    pairs.put("kafka.num.stream.threads", "1");
    pairs.put("kafka.max.poll.interval.ms", "2500");
    pairs.put("kafka.producer.transaction.timeout.ms", "2500");
    pairs.put("engine.timeout.ms", "2500");
    pairs.put("in.flight.max.events", Integer.toString(IN_FLIGHT));
    try (SlowEngine engine = new SlowEngine(EACH);
        Stage stage = new Stage(cluster, "slow-" + protocol, 1, EVENTS, folder, pairs)) {
      Map<String, Object> kafka = PipelineSettings.streams(stage.configuration());
      kafka.put("state.dir", folder.resolve("state-" + protocol).toString());
      BlipstreamTopology topology =
          new BlipstreamTopology(
              stage.settings(),
              PipelineSettings.serdes(stage.configuration()),
              engine,
              Clock.systemUTC());
      try (KafkaStreams streams = BlipstreamStreams.create(topology, kafka, fault -> {})) {
        streams.start();
        stage.await(ENOUGH);

        assertThat(engine.givenUp()).isZero();
        // What is done, what is held, and what was read ahead when it was full; not all that is
        // there.
        assertThat(consumed(streams)).isBetween(1.0 * ENOUGH, ENOUGH + 8.0 * IN_FLIGHT);
        assertThat(engine.mostOpen()).isLessThanOrEqualTo(IN_FLIGHT);
      }
      assertThat(stage.outcomes.doubled()).isZero();
      assertThat(stage.outcomes.outOfOrder()).isZero();
    }
  }

  private static double consumed(KafkaStreams streams) {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("records-consumed-total"))
        .filter(metric -> metric.metricName().tags().getOrDefault("topic", "").contains("image"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .max()
        .orElse(0);
  }
}
