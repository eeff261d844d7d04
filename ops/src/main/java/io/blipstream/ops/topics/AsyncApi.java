package io.blipstream.ops.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.serde.JavaProperties;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The contracts as an AsyncAPI 3 document: channels, messages with their Avro schemas, who sends
 * what.
 */
public final class AsyncApi {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));

  private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";
  private static final String KAFKA_BINDING = "0.5.0";
  private static final List<String> ALWAYS =
      List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_dataschema");

  private AsyncApi() {}

  /**
   * YAML.
   *
   * @param configuration of which application: its id, its topics' prefix
   * @param version of the document
   */
  public static String document(Configuration configuration, String version) {
    Map<String, WantedTopic> wanted =
        TopicPlan.of(configuration, OptionalInt.empty(), true, OptionalInt.empty())
            .wanted()
            .stream()
            .collect(Collectors.toMap(WantedTopic::name, topic -> topic));
    String prefix = PipelineSettings.topics(configuration).prefix();
    ObjectNode root = YAML.createObjectNode().put("asyncapi", "3.0.0");
    root.putObject("info")
        .put("title", "Blipstream")
        .put("version", version)
        .put("description", "Image events in; captions, answers and generated questions out.")
        .putObject("license")
        .put("name", "Apache-2.0");
    root.put("defaultContentType", "application/avro");
    ObjectNode channels = root.putObject("channels");
    ObjectNode operations = root.putObject("operations");
    ObjectNode components = root.putObject("components");
    ObjectNode messages = components.putObject("messages");
    for (Contract each : Contract.all()) {
      channel(channels.putObject(each.name()), each, wanted.get(prefix + each.topic()));
      operation(operations, each);
      message(messages.putObject(each.name()), each);
    }
    components.putObject("messageTraits").set("cloudEvent", cloudEvent());
    try {
      return YAML.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make YAML", e);
    }
  }

  private static void channel(ObjectNode channel, Contract contract, WantedTopic topic) {
    channel.put("address", topic.name());
    reference(
        channel.putObject("messages").putObject(contract.name()), "components/messages", contract);
    ObjectNode binding = channel.putObject("bindings").putObject("kafka");
    binding.put("topic", topic.name());
    ObjectNode configs = binding.putObject("topicConfiguration");
    topic
        .configs()
        .forEach(
            (name, value) -> {
              if (name.equals("cleanup.policy")) {
                configs.putArray(name).add(value);
              } else if (name.equals("max.message.bytes")) {
                configs.put(name, Integer.parseInt(value));
              }
            });
    if (configs.isEmpty()) {
      binding.remove("topicConfiguration");
    }
    binding.put("bindingVersion", KAFKA_BINDING);
  }

  private static void operation(ObjectNode operations, Contract contract) {
    boolean in = contract.direction() == Contract.Direction.IN;
    String verb = in ? "receive" : "send";
    String name = contract.name();
    ObjectNode operation =
        operations.putObject(verb + Character.toUpperCase(name.charAt(0)) + name.substring(1));
    operation.put("action", verb);
    reference(operation.putObject("channel"), "channels", contract);
    reference(
        operation.putArray("messages").addObject(), "channels/" + name + "/messages", contract);
  }

  private static void message(ObjectNode message, Contract contract) {
    message.put("name", contract.name());
    contract
        .value()
        .ifPresentOrElse(
            schema -> {
              message.put("title", schema.getName()).put("summary", schema.getDoc());
              message.put("contentType", "application/avro");
              payload(message.putObject("payload"), schema);
            },
            () ->
                message.put(
                    "summary", "Its fields follow from the attributes that are configured."));
    if (contract.cloudEvent()) {
      message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/cloudEvent");
    }
    ObjectNode binding = message.putObject("bindings").putObject("kafka");
    binding.putObject("key").put("type", "string").put("description", contract.key());
    binding
        .put("schemaIdLocation", "payload")
        .put("schemaIdPayloadEncoding", "confluent")
        .put("bindingVersion", KAFKA_BINDING);
  }

  private static void payload(ObjectNode payload, Schema schema) {
    try {
      JsonNode json = YAML.readTree(JavaProperties.removedFrom(schema).toString());
      payload.put("schemaFormat", AVRO).set("schema", json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema is always JSON", e);
    }
  }

  /** What results and dead letters carry, in Kafka's binary mode; and the trace that comes in. */
  private static ObjectNode cloudEvent() {
    ObjectNode trait = YAML.createObjectNode();
    ObjectNode headers = trait.putObject("headers").put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    ALWAYS.forEach(name -> properties.putObject(name).put("type", "string"));
    properties.withObject("/ce_specversion").put("const", "1.0");
    properties.putObject("ce_subject").put("type", "string");
    properties.putObject("content-type").put("type", "string").put("const", "application/avro");
    properties.putObject("traceparent").put("type", "string");
    properties.putObject("tracestate").put("type", "string");
    headers.putPOJO("required", ALWAYS);
    return trait;
  }

  private static void reference(ObjectNode from, String place, Contract contract) {
    from.put("$ref", "#/" + place + "/" + contract.name());
  }
}
