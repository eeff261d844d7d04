package io.blipstream.topology.routing;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Original;
import io.blipstream.schemas.Result;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers of what goes out. Only the trace is carried over, by name: passing on everything would
 * repeat a sender's headers once for every result, and the registry's schema GUIDs would then
 * describe the wrong value. What a producer wants carried goes into the event's attributes.
 */
public final class HeaderWriter {
  private static final String PARENT = "traceparent";

  /** Longest trace header that is carried over, in bytes, by name. */
  private static final Map<String, Integer> TRACE = Map.of(PARENT, 256, "tracestate", 4_096);

  private static final int LONGEST_SUBJECT = 1_024;
  private static final String RESULT = address(Result.getClassSchema());
  private static final String LETTER = address(DeadLetter.getClassSchema());

  private HeaderWriter() {}

  /** The W3C trace context: of the source, or of the span that stands for it here. */
  public static RecordHeaders trace(SourceRecord source) {
    RecordHeaders headers = new RecordHeaders();
    TRACE.forEach(
        (name, longest) -> {
          Header header = source.headers().lastHeader(name);
          if (header != null && header.value() != null && header.value().length <= longest) {
            headers.add(name, header.value());
          }
        });
    source
        .trace()
        .ifPresent(
            own -> {
              headers.remove(PARENT);
              add(headers, PARENT, own);
            });
    return headers;
  }

  /** CloudEvents in Kafka's binary mode. */
  static void addCloudEvent(RecordHeaders headers, Result result) {
    add(headers, "ce_id", result.getEventId() + '/' + result.getInstructionId());
    add(headers, "ce_subject", result.getSubject());
    String type = "result." + result.getTask().name().toLowerCase(Locale.ROOT);
    addCloudEvent(headers, type, result.getOrigin(), result.getCompletedAt(), RESULT);
  }

  /**
   * The same for a dead letter. It is named by where its record stood: nothing else of one that
   * cannot be read is sure to be there, or to be its own.
   */
  static void addCloudEvent(RecordHeaders headers, SourceRecord source, DeadLetter letter) {
    String place = source.partition() + "/" + source.offset();
    add(headers, "ce_id", letter.getInstructionId().map(id -> place + "/" + id).orElse(place));
    subject(source.key()).ifPresent(subject -> add(headers, "ce_subject", subject));
    addCloudEvent(headers, "dead-letter", letter.getOrigin(), letter.getFailedAt(), LETTER);
  }

  private static void addCloudEvent(
      RecordHeaders headers, String type, Origin origin, Instant time, String schema) {
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_source", "/blipstream/" + origin.getTopic());
    add(headers, "ce_type", "io.blipstream." + type);
    add(headers, "ce_time", time.toString());
    add(headers, "ce_dataschema", schema);
    // In Kafka's binary mode the attribute datacontenttype has this name.
    add(headers, "content-type", "application/avro");
  }

  /** The key, where it is a text of a subject's length. */
  private static Optional<String> subject(byte[] key) {
    if (key == null || key.length == 0 || key.length > LONGEST_SUBJECT) {
      return Optional.empty();
    }
    try {
      return Optional.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString())
          .filter(text -> text.chars().noneMatch(Character::isISOControl));
    } catch (CharacterCodingException e) {
      return Optional.empty(); // a stranger's key
    }
  }

  /** Another schema has another address, as CloudEvents wants it: its fingerprint is in it. */
  private static String address(Schema schema) {
    return "urn:blipstream:avro:%s:%016x"
        .formatted(schema.getFullName(), SchemaNormalization.parsingFingerprint64(schema));
  }

  /**
   * The names that Kafka Streams gives its own dead letters, all six of them; and ours. A refusal
   * is a value and not a throw: its trace has no frames.
   */
  static void addFault(RecordHeaders headers, SourceRecord source, DeadLetter letter) {
    String exception = FatalException.class.getName();
    add(headers, "__streams.errors.exception", exception);
    add(headers, "__streams.errors.message", letter.getMessage());
    add(headers, "__streams.errors.stacktrace", exception + ": " + letter.getMessage());
    add(headers, "__streams.errors.topic", source.topic());
    add(headers, "__streams.errors.partition", Integer.toString(source.partition()));
    add(headers, "__streams.errors.offset", Long.toString(source.offset()));
    add(headers, "blipstream.fault", letter.getFault());
    add(headers, "blipstream.attempts", Integer.toString(letter.getAttempts()));
    if (letter.getOriginal() != Original.HERE) {
      add(headers, "blipstream.original", letter.getOriginal().name().toLowerCase(Locale.ROOT));
      letter.getValueBytes().ifPresent(n -> add(headers, "blipstream.original.bytes", "" + n));
      letter.getValueSha256().ifPresent(sha -> add(headers, "blipstream.original.sha256", sha));
    }
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
