package io.blipstream.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Removes what only Java understands from a generated class's schema. With it, a schema is not
 * found under its subject where a build in another language or a script registered the same
 * contract.
 */
public final class JavaProperties {
  private static final Set<String> NAMES =
      Set.of("avro.java.string", "java-class", "java-element-class", "java-key-class");

  private static final ObjectMapper JSON = new ObjectMapper();

  private JavaProperties() {}

  public static Schema removedFrom(Schema schema) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      remove(tree);
      return new Schema.Parser().setValidateDefaults(false).parse(tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's own text is not JSON", e);
    }
  }

  private static void remove(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(NAMES);
      // A default is data: a map in it may hold any key.
      object
          .properties()
          .forEach(
              property -> {
                if (!property.getKey().equals("default")) {
                  remove(property.getValue());
                }
              });
    } else {
      node.forEach(JavaProperties::remove);
    }
  }
}
