package io.blipstream.ops.deadletters;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Original;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter without the bytes of its original, so that many can be held at once.
 *
 * @param subject the event's; where the event cannot be read, the original key as text
 * @param feed empty where the event cannot be read or is not in the letter
 * @param deadline the event's, likewise
 * @param valueBytes size of the original value; empty where it had none
 * @param valueSha256 its digest
 */
public record Letter(
    Place place,
    String fault,
    String message,
    Optional<String> eventId,
    Optional<String> instructionId,
    Optional<String> template,
    Optional<String> subject,
    Optional<String> feed,
    Optional<Instant> deadline,
    Origin origin,
    int attempts,
    Instant failedAt,
    Original original,
    Optional<Long> valueBytes,
    Optional<String> valueSha256) {
  public Letter {
    requireNonNull(place, "place");
    requireNonNull(origin, "origin");
    requireNonNull(failedAt, "failedAt");
  }

  /**
   * What stands at a place.
   *
   * @param event the original value, where it is there and can be read
   */
  static Letter of(Place place, DeadLetter letter, Optional<ImageEvent> event) {
    return new Letter(
        place,
        letter.getFault(),
        letter.getMessage(),
        letter.getEventId(),
        letter.getInstructionId(),
        letter.getTemplate(),
        event.map(ImageEvent::getSubject).or(() -> letter.getKey().map(Letter::text)),
        event.map(ImageEvent::getFeed),
        event.flatMap(ImageEvent::getDeadline),
        letter.getOrigin(),
        letter.getAttempts(),
        letter.getFailedAt(),
        standing(letter),
        letter.getValueBytes(),
        letter.getValueSha256());
  }

  /** Names the source record; the letters of one record have the same. */
  String originName() {
    return origin.getTopic() + "/" + origin.getPartition() + "/" + origin.getOffset();
  }

  /** A letter of a version that did not say it has its original where there is one. */
  private static Original standing(DeadLetter letter) {
    boolean unsaid = letter.getOriginal() == Original.UNKNOWN && letter.getValue().isPresent();
    return unsaid ? Original.HERE : letter.getOriginal();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
