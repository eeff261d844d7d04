package io.blipstream.ops.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Subjects, their versions and their levels. A schema has one id in all subjects.
 *
 * <p>Two schemas are the same when Avro prints them alike: white space does not count, a changed
 * doc does, as on Confluent's server.
 *
 * <p>Any thread; one lock for everything, since a demo registers a handful of schemas.
 */
final class SchemaStore {
  private final Map<String, List<Registration>> subjects = new TreeMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;

  synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  synchronized List<Registration> versions(String subject) throws RegistryError {
    List<Registration> versions = subjects.get(subject);
    if (versions == null) {
      throw RegistryError.noSubject(subject);
    }
    return List.copyOf(versions);
  }

  synchronized Registration register(String subject, String text) throws RegistryError {
    Schema schema = parse(text);
    List<Registration> earlier = subjects.getOrDefault(subject, List.of());
    for (Registration registration : earlier) {
      if (registration.schema().equals(schema.toString())) {
        return registration;
      }
    }
    String objections =
        level(subject).objections(schema, earlier.stream().map(Registration::parsed).toList());
    if (!objections.isEmpty()) {
      throw RegistryError.incompatible(subject, objections);
    }
    Registration added = new Registration(subject, earlier.size() + 1, idOf(schema), schema);
    subjects.computeIfAbsent(subject, s -> new ArrayList<>()).add(added);
    return added;
  }

  synchronized Registration lookup(String subject, String text) throws RegistryError {
    String wanted = parse(text).toString();
    for (Registration registration : versions(subject)) {
      if (registration.schema().equals(wanted)) {
        return registration;
      }
    }
    throw RegistryError.noSchema();
  }

  synchronized Registration version(String subject, String version) throws RegistryError {
    List<Registration> versions = versions(subject);
    if (version.equals("latest") || version.equals("-1")) {
      return versions.get(versions.size() - 1);
    }
    int number = versionNumber(version);
    if (number > versions.size()) {
      throw RegistryError.noVersion(version);
    }
    return versions.get(number - 1);
  }

  synchronized Schema byId(String id) throws RegistryError {
    try {
      return schemas.get(Integer.parseInt(id) - 1);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw RegistryError.noSchema();
    }
  }

  synchronized CompatibilityLevel level(String subject) {
    return levels.getOrDefault(subject, globalLevel);
  }

  synchronized CompatibilityLevel globalLevel() {
    return globalLevel;
  }

  synchronized CompatibilityLevel ownLevel(String subject) throws RegistryError {
    CompatibilityLevel level = levels.get(subject);
    if (level == null) {
      throw RegistryError.noSubjectLevel(subject);
    }
    return level;
  }

  synchronized void changeLevel(CompatibilityLevel level) {
    globalLevel = level;
  }

  synchronized void changeLevel(String subject, CompatibilityLevel level) {
    levels.put(subject, level);
  }

  /** The text of the schema in a request's body. */
  static String schemaIn(JsonNode body) throws RegistryError {
    if (!body.path("schemaType").asText("AVRO").equals("AVRO")) {
      throw RegistryError.invalidSchema("this registry holds Avro only");
    }
    if (!body.path("references").isEmpty()) {
      throw RegistryError.invalidSchema("this registry knows no references");
    }
    if (!body.path("schema").isTextual()) {
      throw RegistryError.invalidSchema("the body has no schema");
    }
    return body.path("schema").asText();
  }

  private int idOf(Schema schema) {
    return ids.computeIfAbsent(
        schema.toString(),
        text -> {
          schemas.add(schema);
          return schemas.size();
        });
  }

  private static int versionNumber(String version) throws RegistryError {
    try {
      int number = Integer.parseInt(version);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, together with the numbers that are none.
    }
    throw RegistryError.invalidVersion(version);
  }

  private static Schema parse(String text) throws RegistryError {
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw RegistryError.invalidSchema("it is nested too deeply");
    }
  }
}
