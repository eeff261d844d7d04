package io.blipstream.ops.bench.kill;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another engine, except that once, when told, it breaks its contract: it answers fewer prompts
 * than there were, which ends the stream thread that looks.
 */
final class FailingEngine implements Engine {
  final AtomicInteger failures = new AtomicInteger();
  private final AtomicBoolean fail = new AtomicBoolean();
  private final Engine sound;

  FailingEngine(Engine sound) {
    this.sound = sound;
  }

  void failOnce() {
    fail.set(true);
  }

  @Override
  public CompletableFuture<Reply> submit(ImageRequest request) {
    if (fail.compareAndSet(true, false)) {
      failures.incrementAndGet();
      return CompletableFuture.completedFuture(new Reply.Answered(model(), List.of(), List.of()));
    }
    return sound.submit(request);
  }

  @Override
  public ModelIdentity model() {
    return sound.model();
  }

  @Override
  public EngineStats stats() {
    return sound.stats();
  }

  @Override
  public Duration silence() {
    return sound.silence();
  }

  @Override
  public void close() {
    sound.close();
  }
}
