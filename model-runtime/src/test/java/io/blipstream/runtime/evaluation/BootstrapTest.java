package io.blipstream.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.Measure;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  @Test
  void interval_isAboutTheBinomialOne() {
    Interval interval = Bootstrap.of(score(400, i -> i % 2 == 0), 2_000, 1);
    double half = 100 * 1.96 * Math.sqrt(0.25 / 400);
    assertThat(interval.value()).isEqualTo(50);
    assertThat(interval.high() - 50).isCloseTo(half, within(0.6));
    assertThat(50 - interval.low()).isCloseTo(half, within(0.6));
  }

  @Test
  void difference_isClearWhereTheSameCasesAreGained_thoughTheIntervalsOverlap() {
    SetScore better = score(400, i -> i % 2 == 0 || i % 20 == 1);
    SetScore worse = score(400, i -> i % 2 == 0);
    Interval difference = Bootstrap.difference(better, worse, 2_000, 1);
    assertThat(difference.value()).isCloseTo(5, within(1e-9));
    assertThat(difference.clear()).isTrue();
    assertThat(Bootstrap.of(better, 2_000, 1).low())
        .isLessThan(Bootstrap.of(worse, 2_000, 1).high());
  }

  @Test
  void difference_isNotClearWhereNothingIsGained() {
    SetScore one = score(100, i -> i % 3 == 0);
    SetScore other = score(100, i -> i % 3 == 1);
    assertThat(Bootstrap.difference(one, other, 1_000, 1).clear()).isFalse();
  }

  @Test
  void sameSeed_givesTheSameInterval() {
    SetScore score = score(50, i -> i % 3 == 0);
    assertThat(Bootstrap.of(score, 500, 9)).isEqualTo(Bootstrap.of(score, 500, 9));
  }

  private static SetScore score(int cases, IntPredicate right) {
    Sample[] samples = new Sample[cases];
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      samples[i] = Sets.open(Path.of("p"), "q" + i, "yes");
      predictions.add(
          new Prediction(
              samples[i], "", right.test(i) ? "yes" : "no", List.of(), Optional.empty()));
    }
    DataSet set = Sets.of(Measure.EXACT, samples);
    return SetScore.of(set, predictions);
  }
}
