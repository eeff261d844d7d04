package io.blipstream.ops.bench.records;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.header.Headers;

/**
 * What is sent instead of a good record.
 *
 * @param key null for none
 * @param value null for none
 */
record SpoiltRecord(byte[] key, byte[] value, Headers headers) {
  SpoiltRecord {
    requireNonNull(headers, "headers");
  }
}
