package io.blipstream.schemas.serde;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Confluent's wire format: 0 and a 4-byte id (big-endian), or 1 and a 16-byte GUID, then the Avro
 * binary. Newer writers put the first part into a header instead; that is read and never written.
 *
 * @param schema what the writer's schema is known by
 * @param offset where the Avro binary starts
 */
record WireFormat(SchemaId schema, int offset) {
  static final int PREFIX_BYTES = 5;

  private static final byte MAGIC_ID = 0;
  private static final byte MAGIC_GUID = 1;

  /** How a record names its writer's schema. */
  sealed interface SchemaId {
    record ById(int id) implements SchemaId {
      @Override
      public String toString() {
        return "schema " + id;
      }
    }

    record ByGuid(UUID guid) implements SchemaId {
      @Override
      public String toString() {
        return "schema " + guid;
      }
    }
  }

  static String header(boolean isKey) {
    return isKey ? "__key_schema_id" : "__value_schema_id";
  }

  static byte[] prefix(int schemaId) {
    return ByteBuffer.allocate(PREFIX_BYTES).put(MAGIC_ID).putInt(schemaId).array();
  }

  /**
   * @param headers null where the record has none
   */
  static WireFormat read(Headers headers, boolean isKey, byte[] data) {
    Header header = headers == null ? null : headers.lastHeader(header(isKey));
    boolean inHeader = header != null && header.value() != null;
    ByteBuffer from = ByteBuffer.wrap(inHeader ? header.value() : data);
    try {
      SchemaId id = schemaId(from);
      return new WireFormat(id, inHeader ? 0 : from.position());
    } catch (BufferUnderflowException e) {
      throw new SerializationException(
          "not in the wire format: only " + from.limit() + " bytes where a schema id starts", e);
    }
  }

  private static SchemaId schemaId(ByteBuffer from) {
    byte magic = from.get();
    if (magic == MAGIC_GUID) {
      return new SchemaId.ByGuid(new UUID(from.getLong(), from.getLong()));
    }
    if (magic != MAGIC_ID) {
      throw new SerializationException("not in the wire format: it starts with byte " + magic);
    }
    int id = from.getInt();
    if (id < 1) {
      throw new SerializationException("not in the wire format: schema id " + id);
    }
    return new SchemaId.ById(id);
  }
}
