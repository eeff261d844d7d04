package io.blipstream.topology.shadow;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Who answers events: one engine, or several by a rule. Any thread; keeps the engine's promises.
 */
public interface Answerer {
  /** What becomes of a picture by address where nobody fetches. */
  Reply NOT_FETCHED =
      new Reply.Rejected(
          new Fault(FaultCode.IMAGE_FETCH_REFUSED, "fetching pictures by uri is not configured"));

  /** As {@link Engine#submit}; cancelling what it returns cancels the work. */
  CompletableFuture<Reply> ask(Inquiry inquiry);

  /** As {@link Engine#silence}, of whoever events have to wait for. */
  Duration silence();

  /** One engine for everything. */
  static Answerer of(Engine engine) {
    requireNonNull(engine, "engine");
    return new Answerer() {
      @Override
      public CompletableFuture<Reply> ask(Inquiry inquiry) {
        return inquiry.request().whole()
            ? engine.submit(inquiry.request().image())
            : CompletableFuture.completedFuture(NOT_FETCHED);
      }

      @Override
      public Duration silence() {
        return engine.silence();
      }
    };
  }
}
