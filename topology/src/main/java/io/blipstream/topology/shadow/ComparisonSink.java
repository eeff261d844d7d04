package io.blipstream.topology.shadow;

import io.blipstream.schemas.Comparison;
import java.util.concurrent.CompletableFuture;

/** Where comparisons go. Called by one thread, which it may hold up for seconds. */
public interface ComparisonSink extends AutoCloseable {
  /**
   * @return completes when it is written
   */
  CompletableFuture<Void> write(Comparison comparison);

  @Override
  void close();
}
