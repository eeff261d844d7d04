package io.blipstream.topology.shadow;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.schemas.Comparison;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has a model on trial answer a share of the events once the live one has answered, and compares.
 *
 * <p>The live model is asked first and alone, and what it says is handed on untouched: the shadow
 * hears of an event when its answer is there. Where the live model has a queue, or the shadow
 * itself has enough to do, the event is dropped from the trial and counted; nothing waits.
 */
public final class Shadow implements Answerer, AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Answerer live;
  private final Engine trial;
  private final Share share;
  private final ShadowBounds bounds;
  private final ComparisonSink sink;
  private final Clock clock;
  private final ShadowCounters counters = new ShadowCounters();
  private final ShadowRoom room;
  private final AtomicInteger withLive = new AtomicInteger();

  /** Compares and writes: the registry and the broker may hold it up, an engine's thread never. */
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "shadow");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param trial stays the caller's
   * @param sink closed with this
   */
  public Shadow(
      Answerer live,
      Engine trial,
      Share share,
      ShadowBounds bounds,
      ComparisonSink sink,
      Clock clock) {
    this.live = requireNonNull(live, "live");
    this.trial = requireNonNull(trial, "trial");
    this.share = requireNonNull(share, "share");
    this.bounds = requireNonNull(bounds, "bounds");
    this.sink = requireNonNull(sink, "sink");
    this.clock = requireNonNull(clock, "clock");
    this.room = new ShadowRoom(bounds);
  }

  @Override
  public CompletableFuture<Reply> ask(Inquiry inquiry) {
    CompletableFuture<Reply> reply = live.ask(inquiry);
    withLive.incrementAndGet();
    // Beside the future that is handed on, not in front of it: who waits for the answer gets it.
    CompletableFuture<Reply> unused =
        reply.whenComplete(
            (answer, error) -> {
              int others = withLive.decrementAndGet();
              if (answer instanceof Reply.Answered answered && isLast(answered)) {
                consider(inquiry, answered, others);
              }
            });
    return reply;
  }

  @Override
  public Duration silence() {
    return live.silence();
  }

  public ShadowStats stats() {
    return counters.read();
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sink.close();
  }

  /** An answer that is worth another attempt comes again. */
  private static boolean isLast(Reply.Answered answered) {
    return answered.outcomes().stream()
        .noneMatch(
            each -> each instanceof Outcome.Failed failed && failed.fault().code().retriable());
  }

  /** On the live engine's thread: gives the event to the shadow or drops it, and returns. */
  private void consider(Inquiry inquiry, Reply.Answered answered, int others) {
    if (!share.holds(inquiry.event().eventId())) {
      return;
    }
    counters.chosen.increment();
    long bytes = inquiry.request().bytes();
    if (others > bounds.liveEvents() || writer.isShutdown() || !room.tryEnter(bytes)) {
      counters.dropped.increment();
      return;
    }
    CompletableFuture<Void> written =
        submitted(inquiry)
            .thenApplyAsync(
                reply -> Comparer.compare(inquiry, answered, trial.model(), reply, clock.instant()),
                writer)
            .thenCompose(this::write);
    CompletableFuture<Void> unused =
        written.whenComplete(
            (done, error) -> {
              room.leave(bytes);
              if (error != null) {
                counters.failed.increment();
              }
            });
  }

  private CompletableFuture<Reply> submitted(Inquiry inquiry) {
    ImageRequest asked = inquiry.request().image();
    try {
      // No deadline: nobody waits for it.
      return trial.submit(
          new ImageRequest(
              asked.feed(), Lane.BULK, Optional.empty(), asked.frames(), asked.prompts()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** On the writer's thread. */
  private CompletableFuture<Void> write(List<Comparison> comparisons) {
    CompletableFuture<?>[] all =
        comparisons.stream()
            .map(
                each ->
                    sink.write(each)
                        .thenRun(
                            () -> {
                              counters.compared.increment();
                              if (each.getSameText()) {
                                counters.sameText.increment();
                              }
                            }))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(all);
  }
}
