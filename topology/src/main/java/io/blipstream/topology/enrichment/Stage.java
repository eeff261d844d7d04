package io.blipstream.topology.enrichment;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Status;
import io.blipstream.topology.picture.PictureRequest;
import io.blipstream.topology.routing.EventFacts;
import io.blipstream.topology.routing.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How far an event has come. */
sealed interface Stage {
  /** Whether its results can be forwarded. */
  boolean settled();

  /** Whether a dead letter may still need the original bytes. */
  default boolean needsOriginal() {
    return true;
  }

  /** What event it is, as long as it can still be superseded. */
  default Optional<EventFacts> open() {
    return Optional.empty();
  }

  /** Bytes of pictures that it keeps beside the original record. */
  default long pictureBytes() {
    return 0;
  }

  /** Taken from the topic and not looked at yet. */
  record Arrived() implements Stage {
    @Override
    public boolean settled() {
      return false;
    }
  }

  /** Some template is not in the table; it may be on its way until then, by the steady clock. */
  record AwaitingTemplate(ImageEvent event, Instant until) implements Stage {
    @Override
    public boolean settled() {
      return false;
    }

    @Override
    public Optional<EventFacts> open() {
      return Optional.of(EventFacts.of(event));
    }
  }

  /** All that can be worded is worded; waits for room at the engine, or for another attempt. */
  record Ready(Plan plan, PictureRequest request, Attempts attempts) implements Stage {
    @Override
    public boolean settled() {
      return false;
    }

    @Override
    public Optional<EventFacts> open() {
      return Optional.of(plan.event());
    }

    @Override
    public long pictureBytes() {
      return request.bytes();
    }

    /** Whether it waits for nothing but room. */
    boolean due(Instant now) {
      return !attempts.notBefore().isAfter(now);
    }
  }

  /**
   * At the engine; kept as it was asked, for another attempt.
   *
   * @param since when it was, by the steady clock
   */
  record Asked(
      Plan plan,
      PictureRequest request,
      Attempts attempts,
      Instant since,
      CompletableFuture<Reply> reply)
      implements Stage {
    /** What came back must be judged first: it may be worth another attempt. */
    @Override
    public boolean settled() {
      return false;
    }

    @Override
    public long pictureBytes() {
      return request.bytes();
    }
  }

  /** The engine has said all that it will; the reply is done. */
  record Answered(Plan plan, CompletableFuture<Reply> reply) implements Stage {
    @Override
    public boolean settled() {
      return true;
    }

    @Override
    public boolean needsOriginal() {
      boolean fine =
          plan.refused().isEmpty()
              && !reply.isCompletedExceptionally()
              && reply.join() instanceof Reply.Answered answered
              && answered.outcomes().stream().allMatch(Outcome.Answer.class::isInstance);
      return !fine;
    }
  }

  /**
   * Done with, and the engine was not asked or its answer is of no use.
   *
   * @param status what its results say instead
   */
  record Unanswered(Plan plan, Status status) implements Stage {
    @Override
    public boolean settled() {
      return true;
    }

    @Override
    public boolean needsOriginal() {
      return !plan.refused().isEmpty();
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

  /**
   * Whatever was said about a subject is to be forgotten.
   *
   * @param instructionIds that the request names itself
   */
  record Erasure(String subject, List<String> instructionIds) implements Stage {
    public Erasure {
      instructionIds = List.copyOf(instructionIds);
    }

    @Override
    public boolean settled() {
      return true;
    }
  }
}
