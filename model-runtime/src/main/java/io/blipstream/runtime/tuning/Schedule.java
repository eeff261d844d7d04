package io.blipstream.runtime.tuning;

/**
 * How fast is learned when: rising in a straight line, then falling along a cosine to nothing.
 *
 * @param peak rate after the rise
 * @param warmup steps of the rise; 0 for none
 * @param steps of the whole run
 * @see <a href="https://arxiv.org/abs/2305.06500">InstructBLIP, appendix D</a>
 */
public record Schedule(double peak, int warmup, int steps) {
  /** Where the rise begins, as the paper has it. */
  private static final double START = 1e-8;

  public Schedule {
    if (!(peak > 0) || warmup < 0 || steps < 1 || warmup > steps) {
      throw new IllegalArgumentException(
          "a rate of %s, %d steps of rise in %d steps".formatted(peak, warmup, steps));
    }
  }

  /**
   * @param step 0 and up, below those of the run
   */
  public double rate(int step) {
    if (step < warmup) {
      return START + (peak - START) * (step + 1) / warmup;
    }
    double done = (double) (step - warmup) / Math.max(1, steps - warmup);
    return peak * 0.5 * (1 + Math.cos(Math.PI * done));
  }
}
