package io.blipstream.ops.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Topics and user as Strimzi's operator takes them.
 *
 * @param cluster the Kafka resource they belong to
 * @param user the name of the KafkaUser
 * @param replicas of each topic
 */
public record Strimzi(String cluster, String user, int replicas) {
  private static final String VERSION = "kafka.strimzi.io/v1";
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

  /** All as one Kubernetes list, which may be written as JSON too. */
  public Map<String, Object> list(TopicPlan plan, List<Permission> permissions) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("kind", "List");
    list.put("items", resources(plan, permissions));
    return list;
  }

  /** One YAML document for each. */
  public String documents(TopicPlan plan, List<Permission> permissions) {
    List<Map<String, Object>> all = resources(plan, permissions);
    StringBuilder text = new StringBuilder();
    try {
      for (Map<String, Object> each : all) {
        text.append(YAML.writeValueAsString(each));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make YAML", e);
    }
    return text.toString();
  }

  /** In the order of the plan, the user with his permissions last. */
  private List<Map<String, Object>> resources(TopicPlan plan, List<Permission> permissions) {
    List<Map<String, Object>> all = new ArrayList<>();
    plan.wanted().forEach(topic -> all.add(topic(topic)));
    all.add(user(permissions));
    return all;
  }

  private Map<String, Object> topic(WantedTopic topic) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("topicName", topic.name());
    spec.put("partitions", topic.partitions());
    spec.put("replicas", replicas);
    if (!topic.configs().isEmpty()) {
      spec.put("config", topic.configs());
    }
    return resource("KafkaTopic", resourceName(topic.name()), spec);
  }

  private Map<String, Object> user(List<Permission> permissions) {
    List<Map<String, Object>> acls = new ArrayList<>();
    for (Permission each : permissions) {
      Map<String, Object> resource = new LinkedHashMap<>();
      String type = Permission.words(each.resource().name());
      resource.put("type", type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1));
      resource.put("name", each.name());
      resource.put("patternType", each.pattern().name().equals("PREFIXED") ? "prefix" : "literal");
      Map<String, Object> acl = new LinkedHashMap<>();
      acl.put("resource", resource);
      acl.put(
          "operations", each.operations().stream().map(o -> Permission.words(o.name())).toList());
      acls.add(acl);
    }
    Map<String, Object> authorization = new LinkedHashMap<>();
    authorization.put("type", "simple");
    authorization.put("acls", acls);
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("authentication", Map.of("type", "tls"));
    spec.put("authorization", authorization);
    return resource("KafkaUser", user, spec);
  }

  private Map<String, Object> resource(String kind, String name, Map<String, Object> spec) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("labels", Map.of("strimzi.io/cluster", cluster));
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", VERSION);
    resource.put("kind", kind);
    resource.put("metadata", metadata);
    resource.put("spec", spec);
    return resource;
  }

  /** Kubernetes allows lower-case letters, digits, dots and hyphens, a letter or digit outside. */
  private static String resourceName(String topic) {
    return topic
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.-]", "-")
        .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
  }
}
