package io.blipstream.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;

/** {@link SpecificAvroSerializer} and {@link SpecificAvroDeserializer} in one. */
public final class SpecificAvroSerde<T extends SpecificRecord> extends Serdes.WrapperSerde<T> {
  /** For {@code default.value.serde}: reads this application's own records, whichever comes. */
  public SpecificAvroSerde() {
    super(new SpecificAvroSerializer<>(), new SpecificAvroDeserializer<>());
  }

  /** Reads whatever was written into records of one class. */
  public SpecificAvroSerde(Class<T> type) {
    super(new SpecificAvroSerializer<>(), new SpecificAvroDeserializer<>(type));
  }

  /**
   * Made and configured.
   *
   * @param config as for {@link #configure}; at least {@code schema.registry.url}
   * @param isKey whether it is for record keys
   */
  public static <T extends SpecificRecord> SpecificAvroSerde<T> of(
      Class<T> type, Map<String, ?> config, boolean isKey) {
    SpecificAvroSerde<T> serde = new SpecificAvroSerde<>(type);
    serde.configure(config, isKey);
    return serde;
  }
}
