package io.blipstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/**
 * Confluent's REST interface, path by path. Remembers nothing; see {@link CachedSchemaRegistry}.
 */
final class HttpSchemaRegistry implements SchemaRegistry {
  private static final int NOT_FOUND = 40403;

  private final RestClient client;
  private final SchemaReferences references;

  HttpSchemaRegistry(RestClient client) {
    this.client = client;
    this.references = new SchemaReferences(client);
  }

  @Override
  public RegisteredSchema register(String subject, Schema schema, boolean normalize) {
    return post("/subjects/" + encoded(subject) + "/versions", schema, normalize);
  }

  @Override
  public RegisteredSchema lookup(String subject, Schema schema, boolean normalize) {
    return post("/subjects/" + encoded(subject), schema, normalize);
  }

  /** Without {@code schemaType}: Avro is the default, and old registries refuse the field. */
  private RegisteredSchema post(String path, Schema schema, boolean normalize) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    JsonNode answer = client.post(path + (normalize ? "?normalize=true" : ""), body);
    return new RegisteredSchema(id(answer), schema);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    JsonNode answer = client.get("/subjects/" + encoded(subject) + "/versions/latest");
    return new RegisteredSchema(id(answer), references.parse(answer));
  }

  @Override
  public Schema byId(int id, Optional<String> subject) {
    String hint = subject.map(name -> "?subject=" + encoded(name)).orElse("");
    return references.parse(client.get("/schemas/ids/" + id + hint));
  }

  /**
   * Registries that know no GUIDs answer with a bare 404. The GUID came with the record, so that is
   * the record's fault, not the configuration's: else one header could stop the application.
   */
  @Override
  public Schema byGuid(UUID guid) {
    try {
      return references.parse(client.get("/schemas/guids/" + guid));
    } catch (ConfigException e) {
      throw new SchemaRefusedException(NOT_FOUND, "schema " + guid + ": " + e.getMessage(), e);
    }
  }

  private static int id(JsonNode answer) {
    if (!answer.path("id").canConvertToInt()) {
      throw new RegistryUnavailableException("the registry's answer holds no schema id");
    }
    return answer.get("id").intValue();
  }

  static String encoded(String pathSegment) {
    return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
