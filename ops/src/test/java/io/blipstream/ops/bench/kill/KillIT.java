package io.blipstream.ops.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code blipstream bench kill} in the size of a build; a longer one is a matter of its options.
 */
class KillIT {
  @Test
  void processesKilledAtRandomMoments_loseAndDoubleNothing_andKeepTheOrder(@TempDir Path folder)
      throws Exception {
    Outcomes outcomes =
        KillBench.run(new KillPlan(20, 20_000, 4, 3, 1, 5, Map.of()), folder).outcomes();

    assertThat(outcomes.lost()).as("lost").isZero();
    assertThat(outcomes.doubled()).as("doubled").isZero();
    assertThat(outcomes.outOfOrder()).as("out of order").isZero();
    assertThat(outcomes.mixed()).as("another's").isZero();
    assertThat(outcomes.letters()).isEqualTo(20_000 / 97);
  }
}
