package io.blipstream.ops.evaluate;

import java.io.PrintWriter;

/** How far a data set has come, now and then, on standard error. Of one thread. */
final class ProgressLine {
  private static final int STEPS = 10;

  private final PrintWriter out;
  private final String name;
  private final int of;
  private int told;

  ProgressLine(PrintWriter out, String name, int of) {
    this.out = out;
    this.name = name;
    this.of = of;
  }

  void at(int done) {
    int step = (int) ((long) done * STEPS / of);
    if (step > told && step < STEPS) {
      told = step;
      out.printf("%s: %d of %d%n", name, done, of);
      out.flush();
    }
  }

  void end() {
    out.printf("%s: %d done%n", name, of);
    out.flush();
  }
}
