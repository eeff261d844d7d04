package io.blipstream.topology.recipe;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.retry.Patience;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;

/** Makes the records of one topic. Any thread. */
public final class RecordWriter<T> {
  private final String topic;
  private final Serializer<? super T> serializer;
  private final Patience patience;

  public RecordWriter(String topic, Serializer<? super T> serializer, Patience patience) {
    this.topic = requireNonNull(topic, "topic");
    this.serializer = requireNonNull(serializer, "serializer");
    this.patience = requireNonNull(patience, "patience");
  }

  /**
   * A record, or a tombstone.
   *
   * @param value null for a tombstone
   * @param trace what is carried over of the source's headers
   */
  public Record<byte[], byte[]> write(String key, T value, long timestamp, Headers trace) {
    RecordHeaders headers = new RecordHeaders(trace);
    byte[] bytes =
        value == null
            ? null
            : patience.outlast(
                () -> {
                  try {
                    return serializer.serialize(topic, headers, value);
                  } catch (SerializationException e) {
                    // Our own records always fit their own schema: what is refused is the schema.
                    throw new FatalException(
                        FaultCode.CONFIGURATION_INVALID, "nothing can be written to " + topic, e);
                  }
                });
    return new Record<>(key.getBytes(StandardCharsets.UTF_8), bytes, timestamp, headers);
  }
}
