package io.blipstream.runtime.engine;

import io.blipstream.runtime.fault.BlipstreamException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A request on its way, and the future that tells of its end. Handed from thread to thread through
 * queues; none keeps it.
 *
 * @param request as submitted
 * @param submitted {@link System#nanoTime()} of submission
 * @param future completed exactly once
 */
record PendingRequest(ImageRequest request, long submitted, CompletableFuture<Reply> future) {
  PendingRequest(ImageRequest request) {
    this(request, System.nanoTime(), new CompletableFuture<>());
  }

  boolean expired(Instant now) {
    return request.deadline().map(deadline -> !now.isBefore(deadline)).orElse(false);
  }

  void complete(Reply reply) {
    future.complete(reply);
  }

  void fail(BlipstreamException reason) {
    future.completeExceptionally(reason);
  }
}
