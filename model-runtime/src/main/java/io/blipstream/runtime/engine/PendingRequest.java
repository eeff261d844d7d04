package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A request on its way: collects the outcomes of its prompts and ends when it has them all. Any
 * thread; whatever comes after the end is ignored.
 */
final class PendingRequest {
  private static final Fault LATE =
      new Fault(FaultCode.DEADLINE_EXPIRED, "the deadline passed before there was an answer");

  private static final Outcome LATE_OUTCOME = new Outcome.Failed(LATE);

  private final ImageRequest request;
  private final long submitted = System.nanoTime();

  /** What the caller holds: ends after the engine has done what the end asks of it. */
  private final CompletableFuture<Reply> future = new CompletableFuture<>();

  private final CompletableFuture<Reply> end = new CompletableFuture<>();

  /** Null until the picture was read; guarded by this, as is all below. */
  private ModelIdentity model;

  private List<ImageFacts> images = List.of();
  private final Outcome[] outcomes;

  PendingRequest(ImageRequest request) {
    this.request = requireNonNull(request, "request");
    this.outcomes = new Outcome[request.prompts().size()];
    var unused = future.whenComplete((reply, error) -> cancel(error));
  }

  ImageRequest request() {
    return request;
  }

  int lane() {
    return request.lane().rank();
  }

  boolean urgent() {
    return request.lane() == Lane.INTERACTIVE;
  }

  int frames() {
    return request.frames().size();
  }

  long bytes() {
    return request.frames().stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** {@link System#nanoTime()} of submission. */
  long submitted() {
    return submitted;
  }

  CompletableFuture<Reply> future() {
    return future;
  }

  /** Is run when it has ended, however; at once if it has. */
  void whenOver(Runnable then) {
    var unused = end.whenComplete((reply, error) -> then.run());
  }

  /** The caller does not wait any more. */
  private void cancel(Throwable error) {
    if (error != null) {
      end.completeExceptionally(error);
    }
  }

  private void end(Reply reply) {
    if (end.complete(reply)) {
      future.complete(reply);
    }
  }

  /** Whether nobody waits for it any more. */
  boolean over() {
    return end.isDone();
  }

  /** Ends it where its time is up; whether it is over. */
  boolean overAt(Instant now) {
    if (request.deadline().filter(deadline -> !now.isBefore(deadline)).isPresent()) {
      expire();
    }
    return over();
  }

  /** The picture was read, and a model chosen that answers. */
  synchronized void seen(ModelIdentity by, List<ImageFacts> facts) {
    model = by;
    images = List.copyOf(facts);
  }

  /** One prompt has its outcome. */
  void settle(int prompt, Outcome outcome) {
    Reply reply = null;
    synchronized (this) {
      if (outcomes[prompt] == null) {
        outcomes[prompt] = outcome;
        if (Arrays.stream(outcomes).allMatch(Objects::nonNull)) {
          reply = new Reply.Answered(model, images, List.of(outcomes));
        }
      }
    }
    if (reply != null) {
      end(reply);
    }
  }

  /** Nothing can be done for any of its prompts. */
  void reject(Fault fault) {
    end(new Reply.Rejected(fault));
  }

  /** Its time is up. What is answered already is handed out; the rest is late. */
  void expire() {
    Reply reply = new Reply.Rejected(LATE);
    synchronized (this) {
      if (Arrays.stream(outcomes).anyMatch(Outcome.Answer.class::isInstance)) {
        List<Outcome> all =
            Arrays.stream(outcomes)
                .map(outcome -> outcome == null ? LATE_OUTCOME : outcome)
                .toList();
        reply = new Reply.Answered(model, images, all);
      }
    }
    end(reply);
  }

  /** The engine failed, not the request. */
  void fail(BlipstreamException reason) {
    if (end.completeExceptionally(reason)) {
      future.completeExceptionally(reason);
    }
  }

  /** Whether it ended because its time was up. */
  boolean expired() {
    if (!end.isDone() || end.isCompletedExceptionally()) {
      return false;
    }
    Reply reply = end.join();
    if (reply instanceof Reply.Rejected rejected) {
      return rejected.fault().code() == FaultCode.DEADLINE_EXPIRED;
    }
    return ((Reply.Answered) reply).outcomes().stream().anyMatch(o -> LATE_OUTCOME.equals(o));
  }
}
