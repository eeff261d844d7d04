package io.blipstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * Parses a schema as a registry sends it, fetching the schemas that it refers to first. Bounded in
 * depth and number, because the references are whatever somebody registered.
 */
final class SchemaReferences {
  private static final int INVALID = 42201;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_SCHEMAS = 64;

  private final RestClient client;

  SchemaReferences(RestClient client) {
    this.client = client;
  }

  Schema parse(JsonNode answer) {
    // A registry's history may hold names and defaults that today's checks refuse.
    Schema.Parser parser =
        new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    try {
      return parse(answer, parser, new HashSet<>(), 0);
    } catch (AvroRuntimeException | StackOverflowError e) {
      throw new SchemaRefusedException(INVALID, "the registered schema cannot be parsed: " + e, e);
    }
  }

  private Schema parse(JsonNode answer, Schema.Parser parser, Set<String> seen, int depth) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new SchemaRefusedException(INVALID, "the registered schema is " + type + ", not AVRO");
    }
    for (JsonNode reference : answer.path("references")) {
      String subject = reference.path("subject").asText();
      String path =
          "/subjects/"
              + HttpSchemaRegistry.encoded(subject)
              + "/versions/"
              + reference.path("version").asInt();
      if (!seen.add(path)) {
        continue;
      }
      if (depth >= MAX_DEPTH || seen.size() > MAX_SCHEMAS) {
        throw new SchemaRefusedException(
            INVALID, "schema references go deeper than " + MAX_DEPTH + " or beyond " + MAX_SCHEMAS);
      }
      parse(client.get(path), parser, seen, depth + 1);
    }
    if (!answer.path("schema").isTextual()) {
      throw new RegistryUnavailableException("the registry's answer holds no schema");
    }
    return parser.parse(answer.get("schema").textValue());
  }
}
