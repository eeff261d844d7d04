package io.blipstream.topology.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.Lane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineTimesTest {
  private final EngineTimes times = new EngineTimes();

  @Test
  void laneOfWhichNothingCameBack_isExpectedToTakeNoTime() {
    times.answered(Lane.BULK, Duration.ofSeconds(8));

    assertThat(times.expected(Lane.INTERACTIVE)).isZero();
  }

  @Test
  void answersThatAllTakeAsLong_areExpectedToTakeHalfMore() {
    for (int i = 0; i < 40; i++) {
      times.answered(Lane.BULK, Duration.ofSeconds(2));
    }

    assertThat(times.expected(Lane.BULK)).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(10));
  }

  @Test
  void whatExpired_tookAtLeastAsLong_andHowManyDidDoesNotMatter() {
    for (int i = 0; i < 100; i++) {
      times.expired(Lane.INTERACTIVE, Duration.ofSeconds(5));
    }
    assertThat(times.expected(Lane.INTERACTIVE)).isEqualTo(Duration.ofMillis(7_500));

    times.expired(Lane.INTERACTIVE, Duration.ofMillis(10));
    assertThat(times.expected(Lane.INTERACTIVE)).isEqualTo(Duration.ofMillis(7_500));
  }

  @Test
  void fewFastAnswersAfterATimeOfNone_areBelieved() {
    times.expired(Lane.INTERACTIVE, Duration.ofSeconds(5));
    times.answered(Lane.INTERACTIVE, Duration.ofMillis(200));
    times.answered(Lane.INTERACTIVE, Duration.ofMillis(200));

    assertThat(times.expected(Lane.INTERACTIVE)).isLessThan(Duration.ofSeconds(5));
  }
}
