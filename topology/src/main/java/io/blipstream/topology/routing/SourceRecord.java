package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Origin;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The record that an event came in, byte for byte. A class and not a record, since arrays have no
 * equality worth having. Immutable as long as nobody writes to the arrays; nobody here does.
 */
public final class SourceRecord {
  private final String topic;
  private final int partition;
  private final long offset;
  private final Record<byte[], byte[]> record;
  private final Optional<String> trace;

  private SourceRecord(
      String topic,
      int partition,
      long offset,
      Record<byte[], byte[]> record,
      Optional<String> trace) {
    this.topic = requireNonNull(topic, "topic");
    this.partition = partition;
    this.offset = offset;
    this.record = requireNonNull(record, "record");
    this.trace = requireNonNull(trace, "trace");
  }

  /** Copies the coordinates: Kafka's metadata object would hold the raw record as well. */
  public static SourceRecord of(RecordMetadata metadata, Record<byte[], byte[]> record) {
    return new SourceRecord(
        metadata.topic(), metadata.partition(), metadata.offset(), record, Optional.empty());
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  public long timestamp() {
    return record.timestamp();
  }

  /** The original key; may be null. */
  public byte[] key() {
    return record.key();
  }

  /** The original value; null where it was, or where it was let go. */
  public byte[] value() {
    return record.value();
  }

  public Headers headers() {
    return record.headers();
  }

  /** Bytes of the value that this object keeps in memory. */
  public int size() {
    return record.value() == null ? 0 : record.value().length;
  }

  /** The same without the value, for when no dead letter can need it any more. */
  public SourceRecord withoutValue() {
    return new SourceRecord(topic, partition, offset, record.withValue(null), trace);
  }

  /**
   * The span that stands for it here, as W3C's {@code traceparent}; empty where it is not traced,
   * so that what goes out carries what came in.
   */
  public Optional<String> trace() {
    return trace;
  }

  /** The same with a span of its own. */
  public SourceRecord traced(String traceparent) {
    return new SourceRecord(topic, partition, offset, record, Optional.of(traceparent));
  }

  /** A record with this one's timestamp. */
  Record<byte[], byte[]> successor(byte[] key, byte[] value, RecordHeaders headers) {
    return new Record<>(key, value, record.timestamp(), headers);
  }

  /** Where it stands. */
  public Origin origin() {
    return Origin.newBuilder()
        .setTopic(topic)
        .setPartition(partition)
        .setOffset(offset)
        .setTimestamp(Instant.ofEpochMilli(record.timestamp()))
        .build();
  }
}
