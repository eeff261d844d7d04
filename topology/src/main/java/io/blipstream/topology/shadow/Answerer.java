package io.blipstream.topology.shadow;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Who answers events: one engine, or several by a rule. Any thread; keeps the engine's promises.
 */
public interface Answerer {
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
        return engine.submit(inquiry.request());
      }

      @Override
      public Duration silence() {
        return engine.silence();
      }
    };
  }
}
