package io.blipstream.ops.topics;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.topology.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least that the principal of {@code blipstream run} needs, and nothing for anybody else.
 * Describe is not among it: Kafka gives it to whoever may read or write.
 */
public final class Permissions {
  private Permissions() {}

  /** To read, to write, to keep its own memory, to be a group and to commit by transactions. */
  public static List<Permission> of(Configuration configuration) {
    Topics topics = PipelineSettings.topics(configuration);
    String application = configuration.value(Keys.APPLICATION_ID);
    List<Permission> needed = new ArrayList<>();
    needed.add(Permission.literal(ResourceType.TOPIC, topics.imageEvents(), READ));
    needed.add(
        Permission.literal(
            ResourceType.TOPIC, topics.instructionTemplates(), READ, DESCRIBE_CONFIGS));
    for (String result : List.of(topics.captions(), topics.answers(), topics.questions())) {
      needed.add(Permission.literal(ResourceType.TOPIC, result, WRITE));
    }
    // The largest letter that it takes is asked for at start.
    needed.add(
        Permission.literal(ResourceType.TOPIC, topics.deadLetters(), WRITE, DESCRIBE_CONFIGS));
    if (configuration.value(Keys.SHADOW_MODEL).isPresent()) {
      needed.add(Permission.literal(ResourceType.TOPIC, topics.shadow(), WRITE));
    }
    needed.add(Permission.prefixed(ResourceType.TOPIC, application + "-", READ, WRITE, CREATE));
    needed.add(Permission.literal(ResourceType.GROUP, application, READ));
    needed.add(Permission.prefixed(ResourceType.TRANSACTIONAL_ID, application + "-", WRITE));
    return needed;
  }

  /** The names of the topics that somebody else makes. */
  public static Set<String> topics(Configuration configuration) {
    return of(configuration).stream()
        .filter(each -> each.resource() == ResourceType.TOPIC)
        .filter(each -> each.pattern() == PatternType.LITERAL)
        .map(Permission::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Lines for Kafka's own tool. */
  public static List<String> commands(Configuration configuration, String principal) {
    return of(configuration).stream().map(each -> each.command(principal)).toList();
  }

  /** For programs. */
  public static List<Map<String, Object>> fields(Configuration configuration, String principal) {
    return of(configuration).stream().map(each -> each.fields(principal)).toList();
  }
}
