package io.blipstream.schemas.serde;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.pulsar.kafka.shade.avro.Schema;
import org.apache.pulsar.kafka.shade.avro.generic.GenericData;
import org.apache.pulsar.kafka.shade.avro.util.Utf8;

/**
 * Generated records as the generic ones of Confluent's copy of Avro, which lives in packages of its
 * own. Field by field, so that none of the code under test has a hand in it.
 */
final class ConfluentRecords {
  private ConfluentRecords() {}

  static GenericData.Record of(SpecificRecord record) {
    Schema schema = new Schema.Parser().parse(Records.published(record.getSchema()).toString());
    return record(record, schema);
  }

  private static GenericData.Record record(SpecificRecord record, Schema schema) {
    GenericData.Record copy = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      int position = record.getSchema().getField(field.name()).pos();
      copy.put(field.name(), value(record.get(position), field.schema()));
    }
    return copy;
  }

  private static Object value(Object value, Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return value == null ? null : value(value, schema.getTypes().get(1));
    }
    if (value instanceof SpecificRecord record) {
      return record(record, schema);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(value(item, schema.getElementType())));
      return new GenericData.Array<>(schema, copy);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new HashMap<>();
      map.forEach(
          (key, item) -> copy.put(new Utf8(key.toString()), value(item, schema.getValueType())));
      return copy;
    }
    if (value instanceof Enum<?> symbol) {
      return new GenericData.EnumSymbol(schema, symbol.name());
    }
    if (value instanceof Instant instant) {
      return instant.toEpochMilli();
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes.duplicate();
    }
    return value instanceof String text ? new Utf8(text) : value;
  }
}
