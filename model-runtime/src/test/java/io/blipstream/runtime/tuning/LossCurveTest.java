package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.tuning.LossCurve.Row;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossCurveTest {
  @TempDir private Path folder;

  @Test
  void lowest_isTheFirstStepOfTheLowestValidation_alsoAfterTheRunWentOn() {
    Path table = folder.resolve("loss.csv");
    LossCurve curve = new LossCurve(table, 0);
    curve.add(row(0, Optional.of(0.5)));
    curve.add(row(1, Optional.of(0.25)));
    curve.add(row(2, Optional.empty()));
    curve.save();

    LossCurve goneOn = new LossCurve(table, 2);
    goneOn.add(row(3, Optional.of(0.25)));
    assertThat(goneOn.lowest()).contains(1);
  }

  @Test
  void lowest_isUnknown_whereNothingWasValidated() {
    LossCurve curve = new LossCurve(folder.resolve("loss.csv"), 0);
    curve.add(row(1, Optional.empty()));
    assertThat(curve.lowest()).isEmpty();
  }

  private static Row row(int step, Optional<Double> validation) {
    return new Row(step, 1, 1e-4, 1, validation);
  }
}
