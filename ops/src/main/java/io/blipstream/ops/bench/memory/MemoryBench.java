package io.blipstream.ops.bench.memory;

import io.blipstream.ops.bench.Feeder;
import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Workload;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.inspect.MemoryTrend;
import io.blipstream.runtime.inspect.MemoryTrend.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a process holds outside of Java's heap after each pass over the same requests, with pictures
 * that are new to it.
 */
public final class MemoryBench {
  /** Of all requests; until then caches fill and threads come. */
  private static final double WARM = 0.2;

  private MemoryBench() {}

  /**
   * @param requests as many as whole passes make of them, at least; looked at are at least two
   *     passes
   * @param memory bytes that are held now
   */
  public static Findings run(Engine engine, Workload workload, long requests, LongSupplier memory)
      throws InterruptedException {
    Feeder feeder = new Feeder(engine, Feeder.WINDOW);
    List<Sample> samples = new ArrayList<>();
    long asked = 0;
    for (long pass = 0; asked < requests || samples.size() < 2; pass++) {
      feeder.run(workload.pass(pass, Lane.BULK));
      asked += workload.requests();
      if (asked >= WARM * requests) {
        samples.add(new Sample(asked, memory.getAsLong()));
      }
    }
    MemoryTrend trend = new MemoryTrend(samples);
    return new Findings("memory")
        .with("requests", asked)
        .with("bytes_per_request", trend.bytesPerRequest())
        .with("first_mib", mebibytes(samples.get(0).bytes()))
        .with("last_mib", mebibytes(samples.get(samples.size() - 1).bytes()))
        .with("most_mib", mebibytes(trend.most()))
        .with("warm_up_requests", samples.get(0).requests())
        .with("samples", samples.size());
  }

  private static double mebibytes(long bytes) {
    return bytes / 0x1p20;
  }
}
