package io.blipstream.ops.model;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.weights.LoadProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far the weights have come, on one line of a terminal that is written over. Nothing is shown
 * of what takes less than half a second, such as files that are only mapped. Of the thread that
 * loads.
 */
public final class LoadingBar implements LoadProgress {
  private static final int WIDTH = 30;
  private static final long SHORT_NANOS = 500_000_000;
  private static final Path ERROR = Path.of("/proc/self/fd/2");

  private final PrintWriter out;
  private final LongSupplier nanos;
  private final long begun;
  private long shown = -1;
  private boolean ended;

  LoadingBar(PrintWriter out, LongSupplier nanos) {
    this.out = requireNonNull(out, "out");
    this.nanos = requireNonNull(nanos, "nanos");
    this.begun = nanos.getAsLong();
  }

  /**
   * A bar where somebody watches; a file would fill with them.
   *
   * @param error the standard error
   */
  public static LoadProgress on(PrintWriter error) {
    return terminal() ? new LoadingBar(error, System::nanoTime) : LoadProgress.UNSEEN;
  }

  /**
   * Whether the standard error is a terminal; on Linux alone. Java's console says it of input and
   * output, and would hide the bar of {@code ask … > answers}.
   */
  private static boolean terminal() {
    try {
      return Files.readSymbolicLink(ERROR).toString().matches("/dev/(pts/\\d+|tty.*|console)");
    } catch (IOException e) {
      return false; // another system
    }
  }

  @Override
  public void reached(long done, long all) {
    long percent = all == 0 ? 100 : 100 * done / all;
    if (!ended && percent > shown && (shown >= 0 || nanos.getAsLong() - begun >= SHORT_NANOS)) {
      show(percent, all);
    }
    if (!ended && done == all && shown >= 0) {
      out.println();
      out.flush();
    }
    ended = done == all;
  }

  private void show(long percent, long all) {
    int full = (int) (WIDTH * percent / 100);
    out.printf(
        Locale.ROOT,
        "\rloading [%s%s] %3d %% of %.1f GB",
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        percent,
        all / 1e9);
    out.flush();
    shown = percent;
  }
}
