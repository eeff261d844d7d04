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

  /**
   * Of {@code run} alone: to read, to write, to keep its own memory, to be a group and to commit by
   * transactions.
   */
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

  /**
   * The same, with what is there for people and for recipes.
   *
   * @param console what the pages read, and their actions write, in the application's name
   * @param recipes what {@code blipstream recipe} needs, under the same principal
   */
  public static List<Permission> of(Configuration configuration, boolean console, boolean recipes) {
    List<Permission> needed = new ArrayList<>(of(configuration));
    if (console) {
      needed.addAll(ofConsole(PipelineSettings.topics(configuration)));
      if (configuration.value(Keys.SHADOW_MODEL).isPresent()) {
        String shadow = PipelineSettings.topics(configuration).shadow();
        needed.add(Permission.literal(ResourceType.TOPIC, shadow, READ));
      }
    }
    if (recipes) {
      needed.addAll(
          ofRecipes(
              PipelineSettings.topics(configuration), configuration.value(Keys.APPLICATION_ID)));
    }
    return Permission.together(needed);
  }

  /** To show results and letters; to put back, to word templates and to say what is right. */
  private static List<Permission> ofConsole(Topics topics) {
    List<Permission> needed = new ArrayList<>();
    needed.add(
        Permission.literal(ResourceType.TOPIC, topics.imageEvents(), WRITE, DESCRIBE_CONFIGS));
    needed.add(Permission.literal(ResourceType.TOPIC, topics.instructionTemplates(), WRITE));
    for (String shown :
        List.of(
            topics.captions(),
            topics.answers(),
            topics.questions(),
            topics.deadLetters(),
            topics.flags(),
            topics.reviews())) {
      needed.add(Permission.literal(ResourceType.TOPIC, shown, READ));
    }
    needed.add(Permission.literal(ResourceType.TOPIC, topics.replays(), READ, WRITE));
    needed.add(Permission.literal(ResourceType.TOPIC, topics.feedback(), WRITE));
    return needed;
  }

  /** Each is a group of its own whose name begins with the application's. */
  private static List<Permission> ofRecipes(Topics topics, String application) {
    List<Permission> needed = new ArrayList<>();
    for (String read : List.of(topics.captions(), topics.answers(), topics.feedback())) {
      needed.add(Permission.literal(ResourceType.TOPIC, read, READ));
    }
    for (String written :
        List.of(topics.altTexts(), topics.products(), topics.flags(), topics.reviews())) {
      needed.add(Permission.literal(ResourceType.TOPIC, written, WRITE, DESCRIBE_CONFIGS));
    }
    needed.add(Permission.prefixed(ResourceType.GROUP, application + "-", READ));
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
}
