package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Header;
import io.blipstream.topology.retry.Patience;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/** Builds dead letters with the original record in them. Any thread may use it. */
public final class DeadLetterWriter {
  private static final int LONGEST_MESSAGE = 500;

  /** A longer key, in bytes, stands in the letter but is not its own key as well. */
  private static final int LONGEST_KEY = 16_384;

  private static final String ELSEWHERE =
      "; the original bytes are in the first dead letter of this record";
  private static final String TOO_LARGE =
      "; the original bytes are too many for a dead letter, its origin says where they were";

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
   * picture must not become a flood.
   */
  public List<Outgoing> write(SourceRecord source, List<Refusal> refusals) {
    List<Outgoing> letters = new ArrayList<>();
    long carried = 0;
    for (Refusal refusal : refusals) {
      boolean first = letters.isEmpty();
      Outgoing letter = null;
      if (first || carried + source.size() <= largest) {
        letter = letter(source, refusal, true, "");
        carried += letter.record().value().length;
      }
      if (letter == null || letter.record().value().length > largest) {
        letter = letter(source, refusal, false, first ? TOO_LARGE : ELSEWHERE);
      }
      letters.add(letter);
    }
    return letters;
  }

  private Outgoing letter(SourceRecord source, Refusal refusal, boolean withOriginal, String note) {
    String message = shortened(refusal.fault().message()) + note;
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setFault(refusal.fault().code().code())
            .setMessage(message)
            .setEventId(refusal.eventId().orElse(null))
            .setInstructionId(refusal.instructionId().orElse(null))
            .setTemplate(refusal.template().orElse(null))
            .setOrigin(source.origin())
            .setFailedAt(clock.instant())
            .setKey(withOriginal ? buffer(source.key()) : null)
            .setValue(withOriginal ? buffer(source.value()) : null)
            .setHeaders(withOriginal ? headers(source) : List.of())
            .build();
    RecordHeaders headers = HeaderWriter.trace(source);
    HeaderWriter.addFault(headers, source, refusal.fault(), message);
    byte[] value = payloads.write(headers, letter);
    byte[] key = source.key() != null && source.key().length > LONGEST_KEY ? null : source.key();
    return new Outgoing(Destination.DEAD_LETTERS, source.successor(key, value, headers));
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
