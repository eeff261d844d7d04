package io.blipstream.ops.tune;

import io.blipstream.ops.tell.Teller;
import io.blipstream.runtime.tuning.Tuning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells how a run comes along: a bar, the cost, the rate and the time left, now and then. The run's
 * thread calls it; any thread may stop the run.
 */
public final class ProgressBar implements Tuning.Watcher {
  private static final int WIDTH = 24;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Teller teller;
  private final Clock clock;
  private final int steps;
  private final AtomicBoolean stop = new AtomicBoolean();
  private Instant begun;
  private Instant told = Instant.MIN;
  private int first;
  private double smooth;

  public ProgressBar(Teller teller, Clock clock, int steps) {
    this.teller = teller;
    this.clock = clock;
    this.steps = steps;
  }

  /** Stops the run after the step that is under way. */
  public void stop() {
    stop.set(true);
  }

  @Override
  public boolean stopped() {
    return stop.get();
  }

  @Override
  public void stepped(int step, double cost, double rate, Optional<Double> validation) {
    Instant now = clock.instant();
    if (begun == null) {
      begun = now;
      first = step;
      smooth = cost;
    }
    smooth = 0.95 * smooth + 0.05 * cost;
    boolean due = told.equals(Instant.MIN) || !now.isBefore(told.plus(PAUSE));
    if (due || step == steps || validation.isPresent()) {
      told = now;
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("step", step);
      fields.put("steps", steps);
      fields.put("cost", smooth);
      fields.put("rate", rate);
      validation.ifPresent(value -> fields.put("validation", value));
      teller.tell("step", fields, line(step, rate, validation, Duration.between(begun, now)));
    }
  }

  private String line(int step, double rate, Optional<Double> validation, Duration passed) {
    int full = (int) ((long) WIDTH * step / steps);
    double perSecond = passed.isZero() ? 0 : (step - first) / (passed.toMillis() / 1_000.0 + 1e-9);
    String left =
        perSecond == 0 ? "" : ", " + words(Math.round((steps - step) / perSecond)) + " left";
    return String.format(
        Locale.ROOT,
        "[%s%s] %d of %d, cost %.4f, rate %.2e%s%s%s",
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        step,
        steps,
        smooth,
        rate,
        perSecond == 0 ? "" : String.format(Locale.ROOT, ", %.2f steps/s", perSecond),
        left,
        validation.map(value -> String.format(Locale.ROOT, "; validation %.4f", value)).orElse(""));
  }

  private static String words(long seconds) {
    return seconds < 120
        ? seconds + " s"
        : seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }
}
