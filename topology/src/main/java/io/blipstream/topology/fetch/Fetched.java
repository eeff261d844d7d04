package io.blipstream.topology.fetch;

import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.picture.Picture;
import io.blipstream.topology.routing.Sha256;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.shadow.Inquiry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One event on its way through a fetch to its answer. Any thread. */
final class Fetched {
  private final Inquiry inquiry;
  private final Answerer behind;
  private final HeldBytes held;
  private final Clock clock;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();

  /** An address that stands in several frames is fetched once. Not changed once all are begun. */
  private final Map<Picture.Addressed, CompletableFuture<ByteBuffer>> fetches =
      new LinkedHashMap<>();

  /** What the fetcher gave: cancelling what was made of it would not reach it. */
  private final List<CompletableFuture<ByteBuffer>> begun = new ArrayList<>();

  /** Guarded by this, as is what follows. */
  private long bytes;

  private boolean over;

  Fetched(Inquiry inquiry, Answerer behind, HeldBytes held, Clock clock) {
    this.inquiry = inquiry;
    this.behind = behind;
    this.held = held;
    this.clock = clock;
  }

  CompletableFuture<Reply> start(PictureFetcher fetcher, Duration atMost) {
    for (Picture picture : inquiry.request().pictures()) {
      if (picture instanceof Picture.Addressed where) {
        fetches.computeIfAbsent(
            where,
            any -> {
              CompletableFuture<ByteBuffer> fetch = fetcher.fetch(where, atMost);
              begun.add(fetch);
              return fetch.thenApply(got -> kept(where, got));
            });
      }
    }
    var unused = reply.whenComplete((done, error) -> end());
    fetches.values().forEach(this::rejectIfItFails);
    unused =
        CompletableFuture.allOf(fetches.values().toArray(CompletableFuture[]::new))
            .thenCompose(all -> ask());
    return reply;
  }

  private void rejectIfItFails(CompletableFuture<ByteBuffer> fetch) {
    var unused =
        fetch.whenComplete(
            (got, error) -> {
              if (error != null) {
                reply.complete(new Reply.Rejected(fault(error)));
              }
            });
  }

  /** Checked and counted. */
  private ByteBuffer kept(Picture.Addressed where, ByteBuffer got) {
    if (where.sha256().filter(given -> !given.equals(Sha256.of(got))).isPresent()) {
      throw new FatalException(
          FaultCode.IMAGE_DIGEST_MISMATCH,
          "the fetched picture does not have the sha256 that the event gives");
    }
    synchronized (this) {
      if (!over) {
        held.hold(bytes, got.remaining());
        bytes += got.remaining();
      }
    }
    return got;
  }

  private CompletableFuture<Reply> ask() {
    if (reply.isDone()) {
      return reply;
    }
    List<ByteBuffer> frames = inquiry.request().pictures().stream().map(this::frame).toList();
    CompletableFuture<Reply> answer;
    try {
      answer = behind.ask(inquiry.with(inquiry.request().with(frames)));
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    handOn(answer);
    return reply;
  }

  private void handOn(CompletableFuture<Reply> answer) {
    var unused =
        answer.whenComplete(
            (done, error) -> {
              if (error == null) {
                reply.complete(done);
              } else {
                reply.completeExceptionally(error);
              }
            });
    unused =
        reply.whenComplete(
            (done, error) -> {
              if (reply.isCancelled()) {
                answer.cancel(false);
              }
            });
  }

  private ByteBuffer frame(Picture picture) {
    return picture instanceof Picture.Encoded here ? here.buffer() : fetches.get(picture).join();
  }

  private void end() {
    begun.forEach(fetch -> fetch.cancel(false));
    synchronized (this) {
      over = true;
      held.release(bytes);
      bytes = 0;
    }
  }

  private Fault fault(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    boolean late =
        inquiry
            .request()
            .deadline()
            .filter(deadline -> !deadline.isAfter(clock.instant()))
            .isPresent();
    if (late) {
      return new Fault(FaultCode.DEADLINE_EXPIRED, "the deadline passed before it was fetched");
    }
    return cause instanceof BlipstreamException known
        ? known.fault()
        : new Fault(
            FaultCode.INTERNAL, "fetching the picture failed: " + cause.getClass().getSimpleName());
  }
}
