package io.blipstream.ops.bench.model;

import io.blipstream.ops.bench.Feeder;
import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Pass;
import io.blipstream.ops.bench.Rounds;
import io.blipstream.ops.bench.Workload;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.Lane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests a second, after a pass that warms up. */
public final class ModelBench {
  private ModelBench() {}

  /**
   * @param passes that are measured, each over the whole workload
   */
  public static Findings run(Engine engine, Workload workload, int passes)
      throws InterruptedException {
    Feeder feeder = new Feeder(engine, Feeder.WINDOW);
    feeder.run(workload.pass(0, Lane.BULK));
    List<Pass> measured = new ArrayList<>();
    for (int pass = 1; pass <= passes; pass++) {
      measured.add(feeder.run(workload.pass(pass, Lane.BULK)));
    }
    double rate = Rounds.median(measured.stream().map(Pass::requestsPerSecond).toList());
    Pass last = measured.get(passes - 1);
    return new Findings("model")
        .with("requests_per_s", rate)
        .with(
            "requests_per_s_by_pass",
            measured.stream().map(Pass::requestsPerSecond).map(Findings::rounded).toList())
        .with("tokens_per_s", Rounds.median(measured.stream().map(Pass::tokensPerSecond).toList()))
        .with("requests", last.prompts())
        .with("pictures", last.pictures())
        .with("tokens", last.tokens())
        .with("mean_batch", last.meanBatch())
        .with("mean_picture_batch", last.meanPictureBatch())
        .with("stage_seconds", stages(last.stages()))
        .with("device_busy", last.stages().busy());
  }

  private static Map<String, Double> stages(Pass.Stages stages) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("decode_on_cpu_threads", Findings.rounded(stages.decode()));
    seconds.put("vision", Findings.rounded(stages.vision()));
    seconds.put("qformer", Findings.rounded(stages.qformer()));
    seconds.put("language", Findings.rounded(stages.language()));
    return seconds;
  }
}
