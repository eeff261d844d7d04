package io.blipstream.ops.bench.prepare;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Rounds;
import io.blipstream.ops.bench.Workload;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImagePreprocessor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Decoding, resizing and normalising, on as many threads as there are cores. */
public final class PrepareBench {
  private static final double WARM_SECONDS = 3;

  private final List<ByteBuffer> pictures;
  private final ImageDecoder decoder;
  private final ImagePreprocessor preprocessor;
  private final int threads;

  private PrepareBench(
      List<ByteBuffer> pictures,
      ImageDecoder decoder,
      ImagePreprocessor preprocessor,
      int threads) {
    this.pictures = pictures;
    this.decoder = decoder;
    this.preprocessor = preprocessor;
    this.threads = threads;
  }

  /**
   * @param passes that are measured
   * @param seconds that a pass takes at least
   */
  public static Findings run(
      Workload workload,
      ImageDecoder decoder,
      ImagePreprocessor preprocessor,
      int passes,
      double seconds)
      throws InterruptedException {
    List<ByteBuffer> pictures =
        workload.items().stream().flatMap(item -> item.frames().stream()).toList();
    int threads = Runtime.getRuntime().availableProcessors();
    PrepareBench bench = new PrepareBench(pictures, decoder, preprocessor, threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      bench.rate(pool, Math.min(WARM_SECONDS, seconds));
      List<Double> rates = new ArrayList<>();
      for (int pass = 0; pass < passes; pass++) {
        rates.add(bench.rate(pool, seconds));
      }
      return new Findings("prepare")
          .with("pictures_per_s", Rounds.median(rates))
          .with("pictures_per_s_by_pass", rates.stream().map(Findings::rounded).toList())
          .with("pictures", pictures.size())
          .with("threads", threads);
    } finally {
      pool.shutdownNow();
    }
  }

  private double rate(ExecutorService pool, double seconds) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    Callable<Void> worker =
        () -> {
          while (System.nanoTime() < end) {
            ByteBuffer picture = pictures.get(next.getAndIncrement() % pictures.size());
            preprocessor.pixels(decoder.decode(picture.duplicate()));
          }
          return null;
        };
    List<Future<Void>> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(pool.submit(worker));
    }
    for (Future<Void> each : workers) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException fault
            ? fault
            : new IllegalStateException(e.getCause());
      }
    }
    return next.get() / ((System.nanoTime() - start) / 1e9);
  }
}
