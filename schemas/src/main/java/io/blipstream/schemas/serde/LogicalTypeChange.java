package io.blipstream.schemas.serde;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * A place where two schemas give the same bytes different meanings: another decimal scale, another
 * unit of time. Neither Avro's resolution nor any registry looks at it.
 *
 * @param path field names from the root, as {@code /image/bytes}
 */
record LogicalTypeChange(String path, Optional<String> reader, Optional<String> writer) {
  /** All of them, in the reader's order; a place where one side says nothing counts. */
  static List<LogicalTypeChange> between(Schema reader, Schema writer) {
    List<LogicalTypeChange> changes = new ArrayList<>();
    compare(reader, writer, "", changes, new HashSet<>());
    return changes;
  }

  /** Both sides say what the value means, and they disagree. */
  boolean contradicts() {
    return reader.isPresent() && writer.isPresent();
  }

  private static void compare(
      Schema reader, Schema writer, String path, List<LogicalTypeChange> to, Set<String> seen) {
    if (reader.isUnion() || writer.isUnion()) {
      for (Schema left : branches(reader)) {
        for (Schema right : branches(writer)) {
          compare(left, right, path, to, seen);
        }
      }
      return;
    }
    if (reader.getType() != writer.getType()) {
      return;
    }
    if (!name(reader).equals(name(writer))) {
      to.add(new LogicalTypeChange(path, name(reader), name(writer)));
    }
    switch (reader.getType()) {
      case ARRAY ->
          compare(reader.getElementType(), writer.getElementType(), path + "[]", to, seen);
      case MAP -> compare(reader.getValueType(), writer.getValueType(), path + "{}", to, seen);
      case RECORD -> {
        if (seen.add(reader.getFullName() + " " + writer.getFullName())) {
          for (Schema.Field field : reader.getFields()) {
            Schema.Field other = writer.getField(field.name());
            if (other != null) {
              compare(field.schema(), other.schema(), path + "/" + field.name(), to, seen);
            }
          }
        }
      }
      default -> {
        // Nothing inside.
      }
    }
  }

  private static List<Schema> branches(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : List.of(schema);
  }

  private static Optional<String> name(Schema schema) {
    LogicalType type = schema.getLogicalType();
    if (type instanceof LogicalTypes.Decimal decimal) {
      return Optional.of("decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")");
    }
    return Optional.ofNullable(type).map(LogicalType::getName);
  }
}
