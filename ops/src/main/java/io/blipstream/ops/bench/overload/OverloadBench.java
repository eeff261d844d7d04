package io.blipstream.ops.bench.overload;

import io.blipstream.ops.bench.Findings;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sends an application many times what its device can do, and holds what came of it against what is
 * promised.
 */
public final class OverloadBench {
  private OverloadBench() {}

  /**
   * Runs it; takes a minute longer than the load at most, where all goes well.
   *
   * @param folder for the broker's data, the application's state and logs
   */
  public static Findings run(OverloadPlan plan, Path folder)
      throws IOException, InterruptedException {
    try (Overload overload = Overload.prepare(plan, folder)) {
      return overload.run();
    }
  }
}
