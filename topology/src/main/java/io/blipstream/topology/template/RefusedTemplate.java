package io.blipstream.topology.template;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.Fault;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record of the template topic that is no template, or not this one.
 *
 * @param record as it was read; its value is left out where it is too long to be kept
 */
public record RefusedTemplate(
    String topic, int partition, long offset, Record<byte[], byte[]> record, Fault fault)
    implements RecordMetadata {
  public RefusedTemplate {
    requireNonNull(topic, "topic");
    requireNonNull(record, "record");
    requireNonNull(fault, "fault");
  }
}
