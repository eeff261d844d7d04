package io.blipstream.topology.recipe;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.retry.Patience;
import io.blipstream.topology.routing.DeadLetterWriter;
import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.Refusal;
import io.blipstream.topology.routing.SourceRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values within the processor, as the enrichment does and for its reasons: what cannot be
 * read becomes a dead letter, and a registry that is away stops the task. Any thread.
 */
public final class RecordReader<T> {
  private final Deserializer<T> deserializer;
  private final Patience patience;
  private final DeadLetterWriter deadLetters;

  RecordReader(Deserializer<T> deserializer, Patience patience, DeadLetterWriter deadLetters) {
    this.deserializer = requireNonNull(deserializer, "deserializer");
    this.patience = requireNonNull(patience, "patience");
    this.deadLetters = requireNonNull(deadLetters, "deadLetters");
  }

  /**
   * The record's value.
   *
   * @param letters takes the dead letter of one that cannot be read
   */
  public Optional<T> read(SourceRecord source, Consumer<Outgoing> letters) {
    try {
      return Optional.of(
          patience.outlast(
              () -> deserializer.deserialize(source.topic(), source.headers(), source.value())));
    } catch (SerializationException e) {
      refuse(source, e.getMessage(), letters);
      return Optional.empty();
    }
  }

  /** A dead letter for a record that is not what its topic is for. */
  public void refuse(SourceRecord source, String why, Consumer<Outgoing> letters) {
    Fault fault = new Fault(FaultCode.RECORD_UNREADABLE, why);
    deadLetters.write(source, List.of(Refusal.ofRecord(Optional.empty(), fault))).forEach(letters);
  }
}
