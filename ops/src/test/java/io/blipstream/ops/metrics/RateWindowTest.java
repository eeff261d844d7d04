package io.blipstream.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.topology.counts.Durations;
import io.blipstream.topology.counts.PartitionStats;
import io.blipstream.topology.counts.TopologyStats;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateWindowTest {
  private static final long SECOND = 1_000_000_000;
  private final RateWindow window = new RateWindow();

  @Test
  void rates_areMeansOverTheLastHalfMinute() {
    window.add(0, settled(0), answered(0, 0), 0);
    // A fast past that must not count any more, and 2 a second since.
    window.add(10 * SECOND, settled(1_000), answered(1_000, 0), 0);
    for (int second = 11; second <= 60; second++) {
      long events = 1_000 + 2L * (second - 10);
      window.add(second * SECOND, settled(events), answered(events, 0), 0);
    }
    Rates rates = window.rates(61 * SECOND, settled(1_102), answered(1_102, 0), 0, 100);
    assertThat(rates.events()).isCloseTo(2, within(0.001));
    assertThat(rates.drainSeconds()).isCloseTo(50, within(0.1));
  }

  @Test
  void costOfAPrompt_isDeviceTimeByAnswers() {
    window.add(0, settled(0), answered(0, 0), 0);
    Rates rates = window.rates(4 * SECOND, settled(5), answered(10, 2 * SECOND), 0, 0);
    assertThat(rates.deviceSecondsPerPrompt()).isCloseTo(0.2, within(1e-9));
    assertThat(rates.busyShare()).isCloseTo(0.5, within(1e-9));
    assertThat(rates.drainSeconds()).isZero();
  }

  @Test
  void costOfAnEvent_isTheDevicesTime_andTheProcesssOnProcessors() {
    window.add(0, settled(7), answered(0, SECOND), 9 * SECOND);
    Rates rates = window.rates(4 * SECOND, settled(12), answered(15, 3 * SECOND), 12 * SECOND, 0);
    assertThat(rates.deviceSecondsPerEvent()).isCloseTo(0.4, within(1e-9));
    assertThat(rates.processorSecondsPerEvent()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void whereNothingWasSettled_nothingIsACost() {
    window.add(0, settled(7), answered(7, 0), 0);
    Rates rates = window.rates(SECOND, settled(7), answered(7, SECOND), SECOND, 1);
    assertThat(rates.deviceSecondsPerEvent()).isZero();
    assertThat(rates.processorSecondsPerEvent()).isZero();
  }

  @Test
  void somethingBehindAndNothingMoving_drainsInADay() {
    window.add(0, settled(5), answered(5, 0), 0);
    assertThat(window.rates(SECOND, settled(5), answered(5, 0), 0, 3).drainSeconds())
        .isEqualTo(Rates.LONGEST_DRAIN);
  }

  @Test
  void lag_isFromTheFirstThatIsNotForwardedToTheEnd() {
    Instant now = Instant.parse("2024-03-01T12:00:00Z");
    Optional<Instant> oldest = Optional.of(now.minusMillis(1_500));
    assertThat(
            PipelineWatch.lags(
                Map.of(
                    0, new PartitionStats(10, 4, oldest),
                    1, new PartitionStats(7, 0, Optional.empty()),
                    2, new PartitionStats(3, 2, oldest)),
                Map.of(0, 14L, 1, 9L),
                Map.of(0, 25L, 1, 9L),
                now))
        .containsExactly(
            new PartitionLag(0, 15, 1.5, 4),
            new PartitionLag(1, 0, 0, 0), // what is beyond the last record are no records
            new PartitionLag(2, 2, 1.5, 2)); // not asked for yet
  }

  private static TopologyStats settled(long count) {
    return new TopologyStats(
        count,
        count,
        Map.of(),
        Map.of(),
        0,
        Map.of(),
        Map.of(),
        new Durations(Collections.nCopies(Durations.BOUNDS.size() + 1, 0L), 0),
        Map.of(),
        new TopologyStats.InFlight(0, 0, 1, 1),
        new TopologyStats.TemplateRecords(0, 0, 0, 0),
        Map.of());
  }

  private static EngineStats answered(long count, long busyNanos) {
    return new EngineStats(count, count, count, count, 0, busyNanos);
  }
}
