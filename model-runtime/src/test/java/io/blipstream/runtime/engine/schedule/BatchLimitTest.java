package io.blipstream.runtime.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLimitTest {
  @Test
  void shortageHalvesIt_downToOne() {
    BatchLimit limit = new BatchLimit(16);
    limit.exceeded(16);
    assertThat(limit.now()).isEqualTo(8);
    for (int i = 0; i < 10; i++) {
      limit.exceeded(limit.now());
    }
    assertThat(limit.now()).isEqualTo(1);
  }

  @Test
  void fullBatchesThatFit_letItGrowAgain() {
    BatchLimit limit = new BatchLimit(64);
    limit.exceeded(64);
    for (int i = 0; i < 100; i++) {
      limit.fitted(1); // small ones prove nothing
    }
    assertThat(limit.now()).isEqualTo(32);
    for (int i = 0; i < 1_000; i++) {
      limit.fitted(limit.now());
    }
    assertThat(limit.now()).isEqualTo(64);
  }

  @Test
  void deviceOfAnySize_isRunIntoLessAndLess() {
    for (int fits = 1; fits < 64; fits++) {
      BatchLimit limit = new BatchLimit(64);
      int failures = 0;
      int lately = 0;
      for (int batch = 0; batch < 10_000; batch++) {
        if (limit.now() > fits) {
          limit.exceeded(limit.now());
          failures++;
          lately += batch >= 9_000 ? 1 : 0;
        } else {
          limit.fitted(limit.now());
        }
      }
      assertThat(failures).as("memory for %d", fits).isLessThan(40);
      assertThat(lately).as("memory for %d", fits).isLessThanOrEqualTo(2);
    }
  }
}
