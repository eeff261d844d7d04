package io.blipstream.ops.deadletters;

import io.blipstream.schemas.Header;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** From Avro's bytes to Kafka's. */
final class Bytes {
  private Bytes() {}

  static byte[] of(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** In their order; a value may be null. */
  static Headers headers(List<Header> headers) {
    RecordHeaders copies = new RecordHeaders();
    headers.forEach(each -> copies.add(each.getKey(), each.getValue().map(Bytes::of).orElse(null)));
    return copies;
  }
}
