package io.blipstream.ops.deadletters;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Origin;
import io.blipstream.topology.routing.Sha256;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * Original records: out of the letter, out of the first letter of the same record, or from where it
 * stood, where only what has the digest in the letter is taken. Of one thread.
 */
final class Originals {
  private final LetterReader reader;

  Originals(LetterReader reader) {
    this.reader = requireNonNull(reader, "reader");
  }

  /** Byte for byte; empty where nobody has it any more. */
  Optional<OriginalRecord> of(Letter letter) {
    return reader.original(letter).map(Originals::inside).or(() -> atItsOrigin(letter));
  }

  private static OriginalRecord inside(DeadLetter letter) {
    return new OriginalRecord(
        letter.getKey().map(Bytes::of).orElse(null),
        letter.getValue().map(Bytes::of).orElse(null),
        Bytes.headers(letter.getHeaders()));
  }

  private Optional<OriginalRecord> atItsOrigin(Letter letter) {
    Origin origin = letter.origin();
    return reader
        .records()
        .at(new TopicPartition(origin.getTopic(), origin.getPartition()), origin.getOffset())
        .filter(record -> isTheOne(record, letter))
        .map(record -> new OriginalRecord(record.key(), record.value(), record.headers()));
  }

  /** A topic that was made anew has other records at the same offsets. */
  private static boolean isTheOne(ConsumerRecord<byte[], byte[]> record, Letter letter) {
    return record.value() != null
        && letter
            .valueSha256()
            .filter(Sha256.of(ByteBuffer.wrap(record.value()))::equals)
            .isPresent();
  }

  /** A class and not a record, since arrays have no equality worth having. */
  static final class OriginalRecord {
    private static final int PER_RECORD = 256;

    private final byte[] key;
    private final byte[] value;
    private final Headers headers;

    OriginalRecord(byte[] key, byte[] value, Headers headers) {
      this.key = key;
      this.value = value;
      this.headers = headers;
    }

    byte[] key() {
      return key;
    }

    byte[] value() {
      return value;
    }

    Headers headers() {
      return headers;
    }

    /** Bytes that it takes in a message, at most, with what a replay adds. */
    long size() {
      long size = PER_RECORD + length(key) + length(value);
      for (org.apache.kafka.common.header.Header header : headers) {
        size += 3L * header.key().length() + length(header.value()) + 10;
      }
      return size;
    }

    private static long length(byte[] bytes) {
      return bytes == null ? 0 : bytes.length;
    }
  }
}
