package io.blipstream.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * A registry within this process, for tests and demonstrations: forgets everything when the process
 * ends. Answers as a Confluent registry does with its default level, {@code BACKWARD}: a new
 * version must read what the newest one wrote.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {
  private static final Map<String, InMemorySchemaRegistry> SCOPES = new ConcurrentHashMap<>();

  /** The id of a schema is its place here, from 1; all state is guarded by {@code this}. */
  private final List<Schema> schemas = new ArrayList<>();

  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, List<Integer>> subjects = new TreeMap<>();

  /** The registry that {@code mem://name} addresses, made when first named. */
  public static InMemorySchemaRegistry scope(String name) {
    return SCOPES.computeIfAbsent(name, absent -> new InMemorySchemaRegistry());
  }

  /** Forgets the scope; serdes that already have its registry keep it. */
  public static void drop(String name) {
    SCOPES.remove(name);
  }

  @Override
  public synchronized RegisteredSchema register(String subject, Schema schema, boolean normalize) {
    List<Integer> versions = subjects.getOrDefault(subject, List.of());
    Integer id = ids.get(schema.toString());
    if (id == null || !versions.contains(id)) {
      requireCompatible(subject, schema, versions);
      id = ids.computeIfAbsent(schema.toString(), text -> added(schema));
      subjects.computeIfAbsent(subject, absent -> new ArrayList<>()).add(id);
    }
    return new RegisteredSchema(id, schema);
  }

  private int added(Schema schema) {
    schemas.add(schema);
    return schemas.size();
  }

  private void requireCompatible(String subject, Schema schema, List<Integer> versions) {
    if (versions.isEmpty()) {
      return;
    }
    Schema newest = schemas.get(versions.get(versions.size() - 1) - 1);
    SchemaPairCompatibility verdict =
        SchemaCompatibility.checkReaderWriterCompatibility(schema, newest);
    if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new SchemaRefusedException(
          409,
          "schema is incompatible with the newest version of "
              + subject
              + ": "
              + verdict.getResult().getIncompatibilities());
    }
  }

  @Override
  public synchronized RegisteredSchema lookup(String subject, Schema schema, boolean normalize) {
    List<Integer> versions = versions(subject);
    Integer id = ids.get(schema.toString());
    if (id == null || !versions.contains(id)) {
      throw new SchemaRefusedException(40403, "schema not found under " + subject);
    }
    return new RegisteredSchema(id, schema);
  }

  @Override
  public synchronized RegisteredSchema latest(String subject) {
    List<Integer> versions = versions(subject);
    int id = versions.get(versions.size() - 1);
    return new RegisteredSchema(id, schemas.get(id - 1));
  }

  @Override
  public synchronized Schema byId(int id, Optional<String> subject) {
    if (id < 1 || id > schemas.size()) {
      throw new SchemaRefusedException(40403, "schema " + id + " not found");
    }
    return schemas.get(id - 1);
  }

  @Override
  public synchronized Schema byGuid(UUID guid) {
    return schemas.stream()
        .filter(schema -> guidOf(schema).equals(guid))
        .findFirst()
        .orElseThrow(() -> new SchemaRefusedException(40403, "schema " + guid + " not found"));
  }

  /** The GUID under which {@link #byGuid} finds a registered schema. */
  public static UUID guidOf(Schema schema) {
    return UUID.nameUUIDFromBytes(schema.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Every subject that has a version, in order of name. */
  public synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** The ids of a subject's versions, oldest first; version numbers count from 1. */
  public synchronized List<Integer> versions(String subject) {
    List<Integer> versions = subjects.get(subject);
    if (versions == null) {
      throw new SchemaRefusedException(40401, "subject " + subject + " not found");
    }
    return List.copyOf(versions);
  }
}
