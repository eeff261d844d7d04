package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void rate_risesInALineAndFallsAlongACosine() {
    Schedule schedule = new Schedule(1e-3, 10, 110);
    assertThat(schedule.rate(4)).isCloseTo(5e-4, within(1e-8));
    assertThat(schedule.rate(9)).isCloseTo(1e-3, within(1e-12));
    assertThat(schedule.rate(10)).isEqualTo(1e-3);
    assertThat(schedule.rate(60)).isCloseTo(5e-4, within(1e-9));
    assertThat(schedule.rate(109)).isLessThan(1e-6).isPositive();
  }

  @Test
  void rate_withoutRiseBeginsAtItsPeak() {
    assertThat(new Schedule(0.5, 0, 2).rate(0)).isEqualTo(0.5);
  }

  @Test
  void aRiseLongerThanTheRun_isRefused() {
    assertThatThrownBy(() -> new Schedule(0.5, 3, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
