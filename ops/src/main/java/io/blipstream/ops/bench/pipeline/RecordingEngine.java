package io.blipstream.ops.bench.pipeline;

import io.blipstream.ops.bench.Workload;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.Reply;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Hands everything on and keeps what was asked, so that the very same can be asked again without a
 * topology in between. Any thread.
 */
final class RecordingEngine implements Engine {
  private final Engine engine;
  private final Queue<ImageRequest> asked = new ConcurrentLinkedQueue<>();

  RecordingEngine(Engine engine) {
    this.engine = engine;
  }

  /** What was asked since the last call, in the order of its coming. */
  Workload taken() {
    Workload taken =
        new Workload(
            asked.stream()
                .map(request -> new Workload.Item(request.frames(), request.prompts()))
                .toList());
    asked.clear();
    return taken;
  }

  @Override
  public CompletableFuture<Reply> submit(ImageRequest request) {
    asked.add(request);
    return engine.submit(request);
  }

  @Override
  public ModelIdentity model() {
    return engine.model();
  }

  @Override
  public EngineStats stats() {
    return engine.stats();
  }

  @Override
  public Duration silence() {
    return engine.silence();
  }

  /** The engine within is its opener's. */
  @Override
  public void close() {}
}
