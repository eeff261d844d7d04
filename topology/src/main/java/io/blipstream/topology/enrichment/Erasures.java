package io.blipstream.topology.enrichment;

import io.blipstream.topology.routing.SourceRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** Reads requests to forget a subject: records with its key and no value. */
final class Erasures {
  /**
   * Instruction ids whose results are meant, separated by slashes, which no id has. Beside those
   * that are remembered; for whoever makes up new ids all the time.
   */
  static final String INSTRUCTIONS = "blipstream.instructions";

  private static final int LONGEST_HEADER = 16_384;

  private Erasures() {}

  /** What a record without a value asks for; empty where its key is no subject. */
  static Optional<Stage.Erasure> of(SourceRecord source) {
    return subject(source.key()).map(subject -> new Stage.Erasure(subject, named(source)));
  }

  private static Optional<String> subject(byte[] key) {
    if (key == null) {
      return Optional.empty();
    }
    try {
      String subject = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
      return Optional.of(subject)
          .filter(text -> !text.isEmpty() && text.length() <= EventCheck.LONGEST_SUBJECT);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static List<String> named(SourceRecord source) {
    Header header = source.headers().lastHeader(INSTRUCTIONS);
    if (header == null || header.value() == null || header.value().length > LONGEST_HEADER) {
      return List.of();
    }
    return Arrays.stream(new String(header.value(), StandardCharsets.UTF_8).split("/", -1))
        .filter(id -> !id.isEmpty() && id.length() <= EventCheck.LONGEST_ID)
        .toList();
  }
}
