package io.blipstream.ops.deadletters;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** From bytes to letters and events; what cannot be read is empty, and stops nobody. */
record Decoding(
    SpecificAvroDeserializer<DeadLetter> letters, SpecificAvroDeserializer<ImageEvent> events) {
  /**
   * @param registry Confluent's keys
   */
  static Decoding of(Map<String, Object> registry) {
    Decoding decoding =
        new Decoding(
            new SpecificAvroDeserializer<>(DeadLetter.class),
            new SpecificAvroDeserializer<>(ImageEvent.class));
    decoding.letters.configure(registry, false);
    decoding.events.configure(registry, false);
    return decoding;
  }

  Optional<DeadLetter> letter(ConsumerRecord<byte[], byte[]> record) {
    return read(() -> letters.deserialize(record.topic(), record.headers(), record.value()));
  }

  /** With the original's headers: a schema may be named there. */
  Optional<ImageEvent> event(DeadLetter letter) {
    return letter
        .getValue()
        .flatMap(
            value ->
                read(
                    () ->
                        events.deserialize(
                            letter.getOrigin().getTopic(),
                            Bytes.headers(letter.getHeaders()),
                            Bytes.of(value))));
  }

  private static <T> Optional<T> read(Supplier<T> reading) {
    try {
      return Optional.ofNullable(reading.get());
    } catch (SerializationException e) {
      return Optional.empty();
    } catch (org.apache.kafka.common.errors.RetriableException e) {
      throw new RetriableException(FaultCode.REGISTRY_UNAVAILABLE, e.getMessage(), e);
    }
  }
}
