package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Header;
import io.blipstream.schemas.Original;
import io.blipstream.topology.retry.Patience;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/** Builds dead letters with the original record in them. Any thread may use it. */
public final class DeadLetterWriter {
  private static final int LONGEST_MESSAGE = 500;

  /** A longer key, in bytes, stands in the letter but is not its own key as well. */
  private static final int LONGEST_KEY = 16_384;

  private final Payloads<DeadLetter> payloads;
  private final Clock clock;
  private final int largest;

  /**
   * @param largest bytes that the values of one record's dead letters may have; the topic must take
   *     that many in one message
   */
  public DeadLetterWriter(
      String topic,
      Serializer<DeadLetter> serializer,
      Patience patience,
      Clock clock,
      int largest) {
    this.payloads = new Payloads<>(topic, serializer, patience);
    this.clock = requireNonNull(clock, "clock");
    this.largest = largest;
  }

  /**
   * One dead letter for each refusal, in their order. All carry the original bytes as long as that
   * does not multiply them beyond the limit: an event of many bad instructions and one large
   * picture must not become a flood. What a letter leaves out it says, with size and digest.
   */
  public List<Outgoing> write(SourceRecord source, List<Refusal> refusals) {
    if (refusals.isEmpty()) {
      return List.of();
    }
    String digest = source.value() == null ? null : Sha256.of(ByteBuffer.wrap(source.value()));
    List<Outgoing> letters = new ArrayList<>();
    Original otherwise = Original.LEFT_OUT;
    long carried = 0;
    for (Refusal refusal : refusals) {
      Outgoing letter = null;
      if (letters.isEmpty() || carried + source.size() <= largest) {
        letter = letter(source, digest, refusal, Original.HERE);
      }
      if (letter == null || letter.record().value().length > largest) {
        letter = letter(source, digest, refusal, otherwise);
      } else {
        carried += letter.record().value().length;
        otherwise = Original.EARLIER;
      }
      letters.add(letter);
      RefusalLog.tell(source, refusal);
    }
    return letters;
  }

  private Outgoing letter(SourceRecord source, String digest, Refusal refusal, Original original) {
    boolean here = original == Original.HERE;
    // A value too long is no reason to leave out the rest as well.
    boolean rest = here || sizeOfRest(source) <= LONGEST_KEY;
    String message = shortened(refusal.fault().message()) + note(original);
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setFault(refusal.fault().code().code())
            .setMessage(message)
            .setEventId(named(refusal.eventId()))
            .setInstructionId(named(refusal.instructionId()))
            .setTemplate(named(refusal.template()))
            .setOrigin(source.origin())
            .setAttempts(ReplayHeaders.attempt(source.headers()))
            .setFailedAt(clock.instant())
            .setKey(rest ? buffer(source.key()) : null)
            .setValue(here ? buffer(source.value()) : null)
            .setHeaders(rest ? headers(source) : List.of())
            .setOriginal(original)
            .setValueBytes(source.value() == null ? null : (long) source.value().length)
            .setValueSha256(digest)
            .build();
    RecordHeaders headers = HeaderWriter.trace(source);
    HeaderWriter.addCloudEvent(headers, source, letter);
    HeaderWriter.addFault(headers, source, letter);
    byte[] value = payloads.write(headers, letter);
    byte[] key = source.key() != null && source.key().length > LONGEST_KEY ? null : source.key();
    return new Outgoing(
        Destination.DEAD_LETTERS,
        source.successor(key, value, headers),
        new Outgoing.Refused(refusal.fault().code()));
  }

  /** Whoever sends an event names these, and at any length. */
  private static String named(Optional<String> name) {
    return name.map(DeadLetterWriter::shortened).orElse(null);
  }

  private static String note(Original original) {
    return switch (original) {
      case EARLIER -> "; the original bytes are in the first dead letter of this record";
      case LEFT_OUT ->
          "; the original bytes are too many for a dead letter, its origin says where they were";
      case HERE, UNKNOWN -> "";
    };
  }

  private static long sizeOfRest(SourceRecord source) {
    long size = source.key() == null ? 0 : source.key().length;
    for (org.apache.kafka.common.header.Header header : source.headers()) {
      size += 3L * header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }

  private static List<Header> headers(SourceRecord source) {
    List<Header> copies = new ArrayList<>();
    for (org.apache.kafka.common.header.Header header : source.headers()) {
      copies.add(Header.newBuilder().setKey(header.key()).setValue(buffer(header.value())).build());
    }
    return copies;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
  }
}
