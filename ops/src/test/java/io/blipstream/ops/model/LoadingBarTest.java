package io.blipstream.ops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.weights.LoadProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LoadingBarTest {
  private static final long GB = 1_000_000_000;

  private final StringWriter said = new StringWriter();
  private long nanos;
  private final LoadingBar bar = new LoadingBar(new PrintWriter(said), () -> nanos);

  @Test
  void whatIsOnlyMapped_showsNothing() {
    bar.reached(GB, 8 * GB);
    bar.reached(8 * GB, 8 * GB);
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void whatTakesTime_isOneLineThatEndsWithTheLoading() {
    bar.reached(GB, 8 * GB);
    nanos = 600_000_000;
    bar.reached(2 * GB, 8 * GB);
    bar.reached(2 * GB + 1, 8 * GB);
    bar.reached(8 * GB, 8 * GB);
    bar.reached(8 * GB, 8 * GB);
    assertThat(said.toString())
        .isEqualTo(
            "\rloading [#######.......................]  25 % of 8.0 GB"
                + "\rloading [##############################] 100 % of 8.0 GB"
                + System.lineSeparator());
  }

  /** Tests have no terminal. */
  @Test
  void withoutATerminal_nothingIsShown() {
    assertThat(LoadingBar.on(new PrintWriter(said))).isSameAs(LoadProgress.UNSEEN);
  }
}
