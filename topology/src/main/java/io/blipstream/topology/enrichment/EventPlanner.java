package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.topology.picture.Picture;
import io.blipstream.topology.picture.PictureRequest;
import io.blipstream.topology.retry.Patience;
import io.blipstream.topology.routing.EventFacts;
import io.blipstream.topology.routing.Refusal;
import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.template.PromptWriter;
import io.blipstream.topology.template.RefusedInstruction;
import io.blipstream.topology.template.WordedInstruction;
import io.blipstream.topology.template.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a record, judges it and words its instructions.
 *
 * <p>It reads the bytes itself: behind a deserializing source an unreadable record would reach a
 * handler that knows neither its headers nor where dead letters go.
 */
final class EventPlanner {
  private final Deserializer<ImageEvent> deserializer;
  private final PromptWriter prompts;
  private final Patience patience;

  /** The steady one: nothing here is named by others. */
  private final Clock clock;

  private final Duration templateWait;

  EventPlanner(
      Deserializer<ImageEvent> deserializer,
      PromptWriter prompts,
      Patience patience,
      Clock clock,
      Duration templateWait) {
    this.deserializer = requireNonNull(deserializer, "deserializer");
    this.prompts = requireNonNull(prompts, "prompts");
    this.patience = requireNonNull(patience, "patience");
    this.clock = requireNonNull(clock, "clock");
    this.templateWait = requireNonNull(templateWait, "templateWait");
  }

  /** First look at a record. Blocks while the registry is away, up to the patience given. */
  Stage plan(SourceRecord source) {
    Optional<Stage.Erasure> erasure =
        source.value() == null ? Erasures.of(source) : Optional.empty();
    if (erasure.isPresent()) {
      return erasure.get();
    }
    ImageEvent event;
    try {
      event = patience.outlast(() -> read(source));
    } catch (SerializationException e) {
      return refused(Optional.empty(), new Fault(FaultCode.RECORD_UNREADABLE, e.getMessage()));
    }
    Optional<Fault> fault = EventCheck.fault(event);
    if (fault.isPresent()) {
      return refused(nameable(event.getEventId()), fault.get());
    }
    return word(event, clock.instant().plus(templateWait));
  }

  /** Another look at an event that misses a template. */
  Stage planAgain(Stage.AwaitingTemplate waiting) {
    return word(waiting.event(), waiting.until());
  }

  /** The last look, where nobody waits any more. */
  Stage planNow(Stage.AwaitingTemplate waiting) {
    return word(waiting.event(), Instant.MIN);
  }

  private ImageEvent read(SourceRecord source) {
    ImageEvent event = deserializer.deserialize(source.topic(), source.headers(), source.value());
    if (event == null) {
      throw new SerializationException("the record has no value");
    }
    return event;
  }

  private Stage word(ImageEvent event, Instant until) {
    List<WordedInstruction> worded = new ArrayList<>();
    List<RefusedInstruction> refused = new ArrayList<>();
    for (Instruction instruction : event.getInstructions()) {
      Wording wording = prompts.write(event.getEventId(), instruction);
      if (wording instanceof WordedInstruction good) {
        worded.add(good);
      } else if (wording instanceof RefusedInstruction bad) {
        refused.add(bad);
      }
    }
    Instant now = clock.instant();
    if (now.isBefore(until) && refused.stream().anyMatch(RefusedInstruction::mayStillArrive)) {
      return new Stage.AwaitingTemplate(event, until);
    }
    Plan plan = new Plan(EventFacts.of(event), worded, refused);
    return worded.isEmpty()
        ? new Stage.Refused(plan.refusals())
        : new Stage.Ready(plan, request(event, worded), Attempts.none(now));
  }

  private static PictureRequest request(ImageEvent event, List<WordedInstruction> worded) {
    return new PictureRequest(
        event.getFeed(),
        switch (event.getLane()) {
          case INTERACTIVE -> Lane.INTERACTIVE;
          case STANDARD -> Lane.STANDARD;
          case BULK -> Lane.BULK;
        },
        event.getDeadline(),
        event.getImages().stream().map(EventPlanner::picture).toList(),
        worded.stream().map(WordedInstruction::prompt).toList(),
        "");
  }

  private static Picture picture(Image image) {
    return image
        .getBytes()
        .<Picture>map(Picture.Encoded::new)
        .orElseGet(() -> new Picture.Addressed(image.getUri().orElseThrow(), image.getSha256()));
  }

  private static Stage refused(Optional<String> eventId, Fault fault) {
    return new Stage.Refused(List.of(Refusal.ofRecord(eventId, fault)));
  }

  private static Optional<String> nameable(String eventId) {
    return Optional.of(eventId).filter(id -> id.length() <= EventCheck.LONGEST_ID);
  }
}
