package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.retry.Patience;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes values of one topic.
 *
 * <p>It stands here and not in the sink, because there a registry that is away for a moment would
 * look like bad data, and a handler that goes on would drop the result.
 */
final class Payloads<T> {
  private final String topic;
  private final Serializer<? super T> serializer;
  private final Patience patience;

  Payloads(String topic, Serializer<? super T> serializer, Patience patience) {
    this.topic = requireNonNull(topic, "topic");
    this.serializer = requireNonNull(serializer, "serializer");
    this.patience = requireNonNull(patience, "patience");
  }

  byte[] write(RecordHeaders headers, T value) {
    try {
      return patience.outlast(() -> serializer.serialize(topic, headers, value));
    } catch (SerializationException e) {
      // Our own records always fit their own schema: what is refused is the schema.
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID, "nothing can be written to " + topic, e);
    }
  }
}
