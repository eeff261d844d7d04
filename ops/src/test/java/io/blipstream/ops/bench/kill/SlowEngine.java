package io.blipstream.ops.bench.kill;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ImageFacts;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.engine.StageTimes;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers one request after the other, each after a long while. It says that it is not silent:
 * however slow, it works.
 */
final class SlowEngine implements Engine {
  private final ScheduledExecutorService device = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final AtomicInteger givenUp = new AtomicInteger();
  private final Duration each;

  SlowEngine(Duration each) {
    this.each = each;
  }

  int mostOpen() {
    return mostOpen.get();
  }

  /** Requests that somebody stopped waiting for: what a task that is given up leaves. */
  int givenUp() {
    return givenUp.get();
  }

  @Override
  public CompletableFuture<Reply> submit(ImageRequest request) {
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    var unused = device.submit(() -> answer(request, reply));
    return reply;
  }

  private void answer(ImageRequest request, CompletableFuture<Reply> reply) {
    try {
      Thread.sleep(each.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    open.decrementAndGet();
    if (reply.isCancelled()) {
      givenUp.incrementAndGet();
    }
    boolean poison = request.frames().get(0).remaining() < 16;
    StageTimes times = new StageTimes(1, 2, 3, 4, 5, 15);
    Outcome words =
        new Outcome.Answer("said", List.of(1), List.of(-0.5f), 0.6, List.of(), 1, false, times);
    reply.complete(
        poison
            ? new Reply.Rejected(new Fault(FaultCode.IMAGE_UNDECODABLE, "no picture"))
            : new Reply.Answered(
                model(), List.of(new ImageFacts("0".repeat(64), "png", 8, 8, 1)), List.of(words)));
  }

  @Override
  public ModelIdentity model() {
    return new ModelIdentity("slow", "f".repeat(64), "fake");
  }

  @Override
  public EngineStats stats() {
    return new EngineStats(0, 0, 0, 0, 0, 0);
  }

  @Override
  public Duration silence() {
    return Duration.ZERO;
  }

  @Override
  public void close() {
    device.shutdownNow();
  }
}
