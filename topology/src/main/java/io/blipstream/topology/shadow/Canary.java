package io.blipstream.topology.shadow;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets a model on trial answer a share of the events; each result names the model that answered.
 *
 * <p>An event is not lost to the trial: what the new model's engine cannot answer, or not in time,
 * the live one is asked. A fault of one picture or prompt is an answer.
 */
public final class Canary implements Answerer {
  private final Answerer live;
  private final Answerer trial;
  private final Share share;
  private final Duration patience;
  private final LongAdder fallbacks = new LongAdder();

  /**
   * @param patience how long the model on trial may take for one event
   */
  public Canary(Answerer live, Answerer trial, Share share, Duration patience) {
    this.live = requireNonNull(live, "live");
    this.trial = requireNonNull(trial, "trial");
    this.share = requireNonNull(share, "share");
    this.patience = requireNonNull(patience, "patience");
  }

  @Override
  public CompletableFuture<Reply> ask(Inquiry inquiry) {
    if (!share.holds(inquiry.event().eventId())) {
      return live.ask(inquiry);
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    CompletableFuture<Reply> tried =
        trial.ask(inquiry).orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
    ifCancelled(reply, tried);
    passOn(tried, reply, () -> fallBack(inquiry, reply));
    return reply;
  }

  /** Events that the live model answered in place of the one on trial. */
  public long fallbacks() {
    return fallbacks.sum();
  }

  /** The live model's alone: nobody waits for the other longer than the patience. */
  @Override
  public Duration silence() {
    return live.silence();
  }

  private void fallBack(Inquiry inquiry, CompletableFuture<Reply> reply) {
    if (reply.isDone()) {
      return;
    }
    fallbacks.increment();
    CompletableFuture<Reply> second = live.ask(inquiry);
    ifCancelled(reply, second);
    CompletableFuture<Reply> unused =
        second.whenComplete(
            (answer, error) -> {
              if (error == null) {
                reply.complete(answer);
              } else {
                reply.completeExceptionally(error);
              }
            });
  }

  private static void passOn(
      CompletableFuture<Reply> from, CompletableFuture<Reply> to, Runnable otherwise) {
    CompletableFuture<Reply> unused =
        from.whenComplete(
            (answer, error) -> {
              if (error == null) {
                to.complete(answer);
              } else {
                otherwise.run();
              }
            });
  }

  private static void ifCancelled(CompletableFuture<Reply> outer, CompletableFuture<Reply> inner) {
    CompletableFuture<Reply> unused =
        outer.whenComplete(
            (answer, error) -> {
              if (outer.isCancelled()) {
                inner.cancel(false);
              }
            });
  }
}
