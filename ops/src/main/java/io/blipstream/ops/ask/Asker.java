package io.blipstream.ops.ask;

import io.blipstream.ops.ask.PictureFiles.Pictures;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.Fault;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks and answers in order, a bounded number of pictures ahead. Requests that follow each other
 * and name the same picture share one trip through the image encoder. Used by one thread.
 */
public final class Asker {
  static final int MOST_PROMPTS_PER_PICTURE = 32;
  private static final int MOST_PICTURES = 64;
  private static final long MOST_BYTES = 64 << 20;

  private final Engine engine;
  private final PictureFiles pictures;
  private final Answers answers;
  private final List<Ask> group = new ArrayList<>();
  private final Deque<Pending> window = new ArrayDeque<>();
  private long windowBytes;
  private Optional<Fault> firstFault = Optional.empty();

  public Asker(Engine engine, PictureFiles pictures, Answers answers) {
    this.engine = engine;
    this.pictures = pictures;
    this.answers = answers;
  }

  /** Takes the next request; may block until earlier ones are answered. */
  public void ask(Ask ask) {
    boolean otherPicture = !group.isEmpty() && !group.get(0).images().equals(ask.images());
    if (otherPicture || group.size() == MOST_PROMPTS_PER_PICTURE) {
      submit();
    }
    group.add(ask);
  }

  /** Takes note of a line that is no request, so that its answer stands in its place. */
  public void refuse(long line, Fault fault) {
    submit();
    makeRoom(0);
    window.add(new Refused(line, fault));
  }

  /**
   * Waits for what is still open.
   *
   * @return the first fault that a request ended with; empty where all were answered
   */
  public Optional<Fault> finish() {
    submit();
    while (!window.isEmpty()) {
      answerOldest();
    }
    return firstFault;
  }

  private void submit() {
    if (group.isEmpty()) {
      return;
    }
    List<Ask> asks = List.copyOf(group);
    group.clear();
    Pictures read = pictures.read(asks.get(0));
    long size = read.buffers().stream().mapToLong(ByteBuffer::remaining).sum();
    makeRoom(size);
    CompletableFuture<Reply> reply =
        read.fault()
            .<CompletableFuture<Reply>>map(
                fault -> CompletableFuture.completedFuture(new Reply.Rejected(fault)))
            .orElseGet(() -> engine.submit(request(asks, read.buffers())));
    window.add(new Asked(asks, size, reply));
    windowBytes += size;
  }

  private void makeRoom(long bytes) {
    while (window.size() == MOST_PICTURES
        || (!window.isEmpty() && windowBytes + bytes > MOST_BYTES)) {
      answerOldest();
    }
  }

  private static ImageRequest request(List<Ask> asks, List<ByteBuffer> frames) {
    return new ImageRequest(
        "ask", Lane.INTERACTIVE, Optional.empty(), frames, asks.stream().map(Ask::words).toList());
  }

  private void answerOldest() {
    Pending pending = window.remove();
    if (pending instanceof Asked asked) {
      windowBytes -= asked.bytes();
      Reply reply = asked.await();
      for (int i = 0; i < asked.asks().size(); i++) {
        answer(asked.asks().get(i), reply, i);
      }
    } else if (pending instanceof Refused refused) {
      answers.refused(refused.line(), refused.fault());
      firstFault = firstFault.or(() -> Optional.of(refused.fault()));
    }
  }

  private void answer(Ask ask, Reply reply, int index) {
    if (reply instanceof Reply.Rejected rejected) {
      fail(ask, rejected.fault());
      return;
    }
    Outcome outcome = ((Reply.Answered) reply).outcomes().get(index);
    if (outcome instanceof Outcome.Failed failed) {
      fail(ask, failed.fault());
    } else {
      answers.answered(ask, (Outcome.Answer) outcome);
    }
  }

  private void fail(Ask ask, Fault fault) {
    answers.failed(ask, fault);
    Fault located = new Fault(fault.code(), ask.located(fault.message()));
    firstFault = firstFault.or(() -> Optional.of(located));
  }

  /** What stands between a line and its answer. */
  private sealed interface Pending {}

  private record Refused(long line, Fault fault) implements Pending {}

  private record Asked(List<Ask> asks, long bytes, CompletableFuture<Reply> reply)
      implements Pending {
    Reply await() {
      try {
        return reply.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof BlipstreamException fault) {
          throw fault;
        }
        throw e;
      }
    }
  }
}
