package io.blipstream.ops.bench.lanes;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Rounds;
import io.blipstream.ops.bench.Workload;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * The interactive lane's p99 under a saturating bulk feed as a multiple of its p99 without one.
 * Both are measured in short turns of one run. Interactive requests come one after the other, a
 * picture and a question each.
 */
public final class LanesBench {
  private static final List<Prompt> QUESTION =
      List.of(
          new Prompt(
              "Question: what color is the background? Short answer:", DecodingOptions.DEFAULT));

  private final Engine engine;
  private final Workload bulk;
  private final Workload interactive;
  private long pass;

  private LanesBench(Engine engine, Workload pictures) {
    this.engine = engine;
    this.bulk = pictures;
    this.interactive = pictures.distinctPictures().asking(List.of(QUESTION));
  }

  /**
   * @param pictures with what the bulk feed asks of them
   * @param open requests that the bulk feed keeps at the engine
   * @param requests interactive ones of each turn
   * @param rounds of a turn without and a turn with the feed
   */
  public static Findings run(Engine engine, Workload pictures, int open, int requests, int rounds)
      throws InterruptedException {
    LanesBench bench = new LanesBench(engine, pictures);
    bench.latencies(requests);
    List<Double> unloaded = new ArrayList<>();
    List<Double> loaded = new ArrayList<>();
    double bulkAnswers = 0;
    double bulkSeconds = 0;
    for (int round = 0; round < rounds; round++) {
      unloaded.addAll(bench.latencies(requests));
      try (BulkFeed feed = BulkFeed.start(engine, bench.bulk, open, bench.pass += 1_000_000)) {
        feed.awaitSaturation();
        long start = System.nanoTime();
        long before = feed.answered();
        loaded.addAll(bench.latencies(requests));
        bulkAnswers += feed.answered() - before;
        bulkSeconds += (System.nanoTime() - start) / 1e9;
      }
    }
    double alone = Rounds.quantile(unloaded, 0.99);
    double beside = Rounds.quantile(loaded, 0.99);
    return new Findings("lanes")
        .with("ratio", beside / alone)
        .with("unloaded_p99_ms", alone * 1e3)
        .with("loaded_p99_ms", beside * 1e3)
        .with("unloaded_p50_ms", Rounds.quantile(unloaded, 0.5) * 1e3)
        .with("loaded_p50_ms", Rounds.quantile(loaded, 0.5) * 1e3)
        .with("interactive_requests", unloaded.size())
        .with("bulk_answers_per_s", bulkAnswers / bulkSeconds);
  }

  private List<Double> latencies(int requests) {
    List<Double> seconds = new ArrayList<>();
    while (seconds.size() < requests) {
      for (ImageRequest request : interactive.pass(pass++, Lane.INTERACTIVE)) {
        if (seconds.size() < requests) {
          long start = System.nanoTime();
          engine.submit(request).join();
          seconds.add((System.nanoTime() - start) / 1e9);
        }
      }
    }
    return seconds;
  }
}
