package io.blipstream.schemas.registry;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;

/** A schema and the id by which records name it. */
public record RegisteredSchema(int id, Schema schema) {
  public RegisteredSchema {
    requireNonNull(schema, "schema");
  }
}
