package io.blipstream.topology.enrichment;

import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.topology.routing.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How far an event has come. */
sealed interface Stage {
  /** Whether its results can be forwarded. */
  boolean settled();

  /** Whether a dead letter may still need the original bytes. */
  default boolean needsOriginal() {
    return true;
  }

  /** Taken from the topic and not looked at yet. */
  record Arrived() implements Stage {
    @Override
    public boolean settled() {
      return false;
    }
  }

  /** Some template is not in the table; it may be on its way until then. */
  record AwaitingTemplate(ImageEvent event, Instant until) implements Stage {
    @Override
    public boolean settled() {
      return false;
    }
  }

  /** All that can be worded is worded; waits for room at the engine since then. */
  record Ready(Plan plan, ImageRequest request, Instant since) implements Stage {
    @Override
    public boolean settled() {
      return false;
    }
  }

  /** At the engine since then; the picture is the engine's now. */
  record Asked(Plan plan, CompletableFuture<Reply> reply, Instant since) implements Stage {
    @Override
    public boolean settled() {
      return reply.isDone();
    }

    @Override
    public boolean needsOriginal() {
      boolean fine =
          plan.refused().isEmpty()
              && reply.isDone()
              && !reply.isCompletedExceptionally()
              && reply.join() instanceof Reply.Answered answered
              && answered.outcomes().stream().allMatch(Outcome.Answer.class::isInstance);
      return !fine;
    }
  }

  /** Its deadline passed before the engine was reached. */
  record Expired(Plan plan) implements Stage {
    @Override
    public boolean settled() {
      return true;
    }
  }

  /** There is nothing to ask the engine. */
  record Refused(List<Refusal> refusals) implements Stage {
    public Refused {
      refusals = List.copyOf(refusals);
    }

    @Override
    public boolean settled() {
      return true;
    }
  }
}
