package io.blipstream.ops.bench.outages;

import io.blipstream.ops.bench.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes away, one after the other, what the application stands on, and gives it back. */
public final class OutagesBench {
  private OutagesBench() {}

  /**
   * Runs them; each takes half a minute longer than the outage.
   *
   * @param folder for the brokers' data, the application's state and logs
   */
  public static Findings run(OutagesPlan plan, Path folder)
      throws IOException, InterruptedException {
    List<Map<String, Object>> told = new ArrayList<>();
    int lost = 0;
    int doubled = 0;
    boolean kept = true;
    for (Outage outage : Outages.named(plan.only())) {
      Path own = Files.createDirectories(folder.resolve(outage.name()));
      try (Trial trial = Trial.prepare(outage, plan, own)) {
        trial.run();
        told.add(trial.findings());
        lost += trial.outcomes().lost();
        doubled += trial.outcomes().doubled();
        kept = kept && trial.outcomes().kept();
      }
    }
    return new Findings("outages")
        .with("seconds", plan.seconds())
        .with("rate", plan.rate())
        .with("lost", lost)
        .with("doubled", doubled)
        .with("kept", kept)
        .with("outages", told);
  }
}
