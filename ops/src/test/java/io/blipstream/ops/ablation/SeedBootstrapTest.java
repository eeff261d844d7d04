package io.blipstream.ops.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.ops.ablation.Measured.OfSet;
import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeedBootstrapTest {
  private static final SeedBootstrap BOOTSTRAP = new SeedBootstrap(400, 1);

  private static List<OfSet> run(int right, int wrong) {
    List<Double> each =
        Stream.concat(
                Collections.nCopies(right, 1.0).stream(), Collections.nCopies(wrong, 0.0).stream())
            .toList();
    return List.of(new OfSet("one", "g", true, each), new OfSet("two", "g", true, List.of(1.0)));
  }

  @Test
  void mean_countsEverySetAlike() {
    Interval mean = BOOTSTRAP.mean(List.of(run(30, 10)));
    assertThat(mean.value()).isCloseTo(100 * (0.75 + 1) / 2, within(1e-9));
    assertThat(mean.low()).isBetween(75.0, 87.0);
    assertThat(mean.high()).isBetween(88.0, 100.0);
  }

  @Test
  void difference_isPaired_soThatAlwaysBetterIsClear() {
    Interval difference = BOOTSTRAP.difference(List.of(run(40, 0)), List.of(run(20, 20)));
    assertThat(difference.value()).isCloseTo(25, within(1e-9));
    assertThat(difference.clear()).isTrue();
    Interval none = BOOTSTRAP.difference(List.of(run(20, 20)), List.of(run(20, 20)));
    assertThat(none).isEqualTo(new Interval(0, 0, 0));
  }

  @Test
  void seedsThatDisagree_leaveItUnclear() {
    Interval difference =
        BOOTSTRAP.difference(List.of(run(40, 0), run(10, 30)), List.of(run(20, 20), run(20, 20)));
    assertThat(difference.value()).isCloseTo(6.25, within(1e-9));
    assertThat(difference.clear()).isFalse();
  }
}
