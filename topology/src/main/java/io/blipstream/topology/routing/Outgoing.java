package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.streams.processor.api.Record;

/** A record on its way out, already in bytes. */
public record Outgoing(Destination destination, Record<byte[], byte[]> record) {
  public Outgoing {
    requireNonNull(destination, "destination");
    requireNonNull(record, "record");
  }
}
