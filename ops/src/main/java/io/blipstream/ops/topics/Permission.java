package io.blipstream.ops.topics;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** What a principal may do with one resource, or with all whose names begin alike. */
public record Permission(
    ResourceType resource, String name, PatternType pattern, List<AclOperation> operations) {
  public Permission {
    requireNonNull(resource, "resource");
    requireNonNull(name, "name");
    requireNonNull(pattern, "pattern");
    operations = List.copyOf(operations);
  }

  static Permission literal(ResourceType resource, String name, AclOperation... operations) {
    return new Permission(resource, name, PatternType.LITERAL, List.of(operations));
  }

  static Permission prefixed(ResourceType resource, String name, AclOperation... operations) {
    return new Permission(resource, name, PatternType.PREFIXED, List.of(operations));
  }

  /** The same for other operations. */
  public Permission with(List<AclOperation> others) {
    return new Permission(resource, name, pattern, others);
  }

  /** With one entry for each resource, all its operations in it; in the order given. */
  static List<Permission> together(List<Permission> permissions) {
    Map<List<Object>, Permission> together = new LinkedHashMap<>();
    for (Permission each : permissions) {
      together.merge(
          List.of(each.resource, each.name, each.pattern),
          each,
          (one, other) ->
              one.with(
                  Stream.concat(one.operations.stream(), other.operations.stream())
                      .distinct()
                      .toList()));
    }
    return List.copyOf(together.values());
  }

  /** For people. */
  public String words() {
    return operations.stream().map(each -> words(each.name())).collect(Collectors.joining(", "))
        + " on "
        + words(resource.name())
        + " "
        + name
        + (pattern == PatternType.PREFIXED ? "*" : "");
  }

  /** As Kafka's own tool takes it. */
  public String command(String principal) {
    StringBuilder line = new StringBuilder("kafka-acls.sh --add --allow-principal '");
    line.append(principal).append('\'');
    operations.forEach(each -> line.append(" --operation ").append(words(each.name())));
    return line.append(" --")
        .append(
            words(resource.name())
                .toLowerCase(Locale.ROOT)
                .replace("transactionalid", "transactional-id"))
        .append(" '")
        .append(name)
        .append("' --resource-pattern-type ")
        .append(pattern.name().toLowerCase(Locale.ROOT))
        .toString();
  }

  /** For programs. */
  public Map<String, Object> fields(String principal) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("principal", principal);
    fields.put("resource", words(resource.name()));
    fields.put("name", name);
    fields.put("pattern", pattern.name().toLowerCase(Locale.ROOT));
    fields.put("operations", operations.stream().map(each -> words(each.name())).toList());
    return fields;
  }

  /** {@code DESCRIBE_CONFIGS} is {@code DescribeConfigs} to Kafka's tool and to Strimzi. */
  static String words(String constant) {
    StringBuilder words = new StringBuilder();
    for (String word : constant.split("_", -1)) {
      words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return words.toString();
  }
}
