package io.blipstream.ops.metrics;

import io.blipstream.runtime.engine.Stage;
import java.util.Map;

/**
 * How an engine's batches were, by stage.
 *
 * @param sizes in items of the stage
 * @param seconds that a batch took
 */
public record BatchSpreads(Map<Stage, Histogram> sizes, Map<Stage, Histogram> seconds) {
  public BatchSpreads {
    sizes = Map.copyOf(sizes);
    seconds = Map.copyOf(seconds);
  }
}
