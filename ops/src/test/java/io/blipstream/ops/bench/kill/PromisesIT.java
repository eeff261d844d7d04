package io.blipstream.ops.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineConfig;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Timing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each event has one outcome, its own, in order: whatever happens to processes, broker, device. */
class PromisesIT {
  private static final int PARTITIONS = 4;

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
  @CsvSource({"classic, low_watermark", "streams, low_watermark", "classic, drain"})
  void instancesAddedRemovedAndFailing_andABrokerAwayForAMoment_loseAndDoubleNothing(
      String protocol, String mode) throws Exception {
    int events = 1_600;
    Map<String, String> pairs = new HashMap<>();
    pairs.put("kafka.group.protocol", protocol);
    pairs.put("kafka.num.stream.threads", "2");
    pairs.put("commit.mode", mode);
    if (protocol.equals("classic")) {
      pairs.put("kafka.num.standby.replicas", "1");
      // A thread that died stays a member for so long.
      pairs.put("kafka.session.timeout.ms", "8000");
      pairs.put("kafka.heartbeat.interval.ms", "2000");
    }
    FailingEngine failing = new FailingEngine(engine(Mishaps.NONE));
    try (Engine sound = engine(Mishaps.NONE);
        failing;
        Stage stage =
            new Stage(cluster, protocol + "-" + mode, PARTITIONS, events, folder, pairs)) {
      try (Pipeline first = stage.instance("first", failing)) {
        stage.await(100);
        try (Pipeline second = stage.instance("second", sound);
            Pipeline third = stage.instance("third", sound)) {
          assertThat(second.awaitRunning(Duration.ofMinutes(1))).isTrue();
          assertThat(third.awaitRunning(Duration.ofMinutes(1))).isTrue();
          stage.await(500);
          failing.failOnce();
          stage.await(800);
          cluster.restartBroker();
          stage.await(1_100);
        }
        stage.await(events);
        stage.readOn();
        assertThat(first.failed()).isFalse();
      }
      stage.readOn();
      assertKept(stage.outcomes);
      assertThat(failing.failures).hasValue(1);
    }
  }

  @Test
  void deviceThatFailsHangsAndRunsOutOfMemoryAtRandom_costsTimeAndNothingElse() throws Exception {
    Random random = new Random(7);
    AtomicInteger hangs = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger();
    Mishaps mishaps =
        (stage, items) -> {
          int die;
          synchronized (random) {
            die = random.nextInt(400);
          }
          if (die == 0 && hangs.incrementAndGet() <= 2) {
            sleep(4_000);
          } else if (die < 20 && items.size() > 1) {
            failures.incrementAndGet();
            throw new IllegalStateException(die < 10 ? "device fault" : "out of memory");
          }
        };
    Map<String, String> pairs =
        Map.of("engine.timeout.ms", "1500", "kafka.num.stream.threads", "2");
    int events = 3_000;
    try (Engine engine = engine(mishaps);
        Stage stage = new Stage(cluster, "unreliable", 2, events, folder, pairs);
        Pipeline pipeline = stage.instance("only", engine)) {
      stage.await(events);
      stage.readOn();
      assertKept(stage.outcomes);
      assertThat(pipeline.failed()).isFalse();
      assertThat(hangs).hasPositiveValue();
      assertThat(failures).hasPositiveValue();
    }
  }

  private static void assertKept(Outcomes outcomes) {
    assertThat(outcomes.lost()).as("lost").isZero();
    assertThat(outcomes.doubled()).as("doubled").isZero();
    assertThat(outcomes.outOfOrder()).as("out of order").isZero();
    assertThat(outcomes.mixed()).as("another's").isZero();
  }

  private static Engine engine(Mishaps mishaps) {
    Timing step = new Timing(Duration.ofMillis(2), Duration.ZERO);
    // Slow enough on any machine that what is to happen meanwhile happens before the last event.
    Timing reading = new Timing(Duration.ZERO, Duration.ofMillis(15));
    Pace pace = new Pace(step, Timing.NONE, reading, step, 4);
    return BatchingEngine.open(
        EngineConfig.of(Path.of(".")),
        new SimulatedNetwork("simulated", pace, mishaps),
        Clock.systemUTC());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
