package io.blipstream.ops.bench;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Gives an engine requests as fast as it takes them and takes the time.
 *
 * @param window requests that are open at once at most: several batches, so that none is short
 */
public record Feeder(Engine engine, int window) {
  /** Pictures are kept as pixels while they wait; these are three batches of the largest kind. */
  public static final int WINDOW = 256;

  /**
   * Submits all and waits for all.
   *
   * @throws BlipstreamException where anything was not answered: a benchmark that fails in part
   *     measures something else
   */
  public Pass run(List<ImageRequest> requests) throws InterruptedException {
    EngineStats before = engine.stats();
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    Semaphore room = new Semaphore(window);
    long start = System.nanoTime();
    for (ImageRequest request : requests) {
      room.acquire();
      CompletableFuture<Reply> reply = engine.submit(request);
      var unused = reply.whenComplete((answered, error) -> room.release());
      replies.add(reply);
    }
    List<List<Outcome.Answer>> answers = new ArrayList<>();
    for (CompletableFuture<Reply> reply : replies) {
      answers.add(answers(reply));
    }
    long nanos = System.nanoTime() - start;
    return Pass.of(nanos, answers, before, engine.stats());
  }

  private static List<Outcome.Answer> answers(CompletableFuture<Reply> future) {
    Reply reply;
    try {
      reply = future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BlipstreamException fault) {
        throw fault;
      }
      throw e;
    }
    if (reply instanceof Reply.Rejected rejected) {
      throw new FatalException(rejected.fault().code(), rejected.fault().message());
    }
    return ((Reply.Answered) reply).outcomes().stream().map(Feeder::answer).toList();
  }

  private static Outcome.Answer answer(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      throw new FatalException(failed.fault().code(), failed.fault().message());
    }
    return (Outcome.Answer) outcome;
  }
}
