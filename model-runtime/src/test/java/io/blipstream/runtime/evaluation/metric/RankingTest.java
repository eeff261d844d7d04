package io.blipstream.runtime.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {
  @Test
  void areaUnderCurve_countsPairsInTheRightOrder() {
    Random random = new Random(5);
    double[] scores = random.doubles(60).map(x -> Math.floor(x * 10)).toArray();
    boolean[] positive = new boolean[60];
    for (int i = 0; i < 60; i++) {
      positive[i] = random.nextInt(3) == 0;
    }
    assertThat(Ranking.areaUnderCurve(scores, positive))
        .isCloseTo(byPairs(scores, positive), within(1e-12));
  }

  @Test
  void areaUnderCurve_isOneHalfWhereAllScoresAreEqual() {
    assertThat(Ranking.areaUnderCurve(new double[] {3, 3, 3}, new boolean[] {true, false, false}))
        .isEqualTo(0.5);
  }

  @Test
  void areaUnderCurve_isNotDefinedWithoutBothKinds() {
    assertThat(Ranking.areaUnderCurve(new double[] {1, 2}, new boolean[] {true, true})).isNaN();
  }

  @Test
  void reciprocalRank_isOneOverThePlace() {
    assertThat(Ranking.reciprocalRank(List.of(-3.0, -1.0, -2.0), 1)).isEqualTo(1.0);
    assertThat(Ranking.reciprocalRank(List.of(-3.0, -1.0, -2.0), 0))
        .isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void reciprocalRank_gainsNothingFromEquals() {
    assertThat(Ranking.reciprocalRank(List.of(1.0, 1.0, 1.0, 1.0), 2)).isEqualTo(0.25);
  }

  @Test
  void best_isTheFirstOfTheHighest() {
    assertThat(Ranking.best(List.of(1.0, 4.0, 4.0))).isEqualTo(1);
  }

  private static double byPairs(double[] scores, boolean[] positive) {
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          pairs++;
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }
}
