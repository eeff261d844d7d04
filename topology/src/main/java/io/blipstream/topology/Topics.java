package io.blipstream.topology;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.routing.Destination;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of one application.
 *
 * @param prefix stands before every name, with whatever separates it; may be empty
 */
public record Topics(String prefix) {
  /** What Kafka allows in a name, and short enough that name and prefix stay within 249. */
  private static final String ALLOWED = "[a-zA-Z0-9._-]{0,200}";

  public Topics {
    requireNonNull(prefix, "prefix");
    if (!prefix.matches(ALLOWED)) {
      throw new IllegalArgumentException(
          "a topic prefix has at most 200 letters, digits, dots, hyphens and underscores");
    }
  }

  public String imageEvents() {
    return prefix + "image-events";
  }

  public String instructionTemplates() {
    return prefix + "instruction-templates";
  }

  public String captions() {
    return of(Destination.CAPTIONS);
  }

  public String answers() {
    return of(Destination.ANSWERS);
  }

  public String questions() {
    return of(Destination.QUESTIONS);
  }

  public String deadLetters() {
    return of(Destination.DEAD_LETTERS);
  }

  /** Which dead letters were put back; written and read by operators' tools alone. */
  public String replays() {
    return prefix + "replays";
  }

  /** What a model on trial says beside the one that answers. */
  public String shadow() {
    return prefix + "shadow";
  }

  /** Of the recipe of that name: a text for each subject. */
  public String altTexts() {
    return prefix + "alt-texts";
  }

  /** Of the catalogue recipe: a record for each product. */
  public String products() {
    return prefix + "products";
  }

  /** Of the moderation recipe: what violates a policy now. */
  public String flags() {
    return prefix + "flags";
  }

  /** Of the moderation recipe: what people are to look at. */
  public String reviews() {
    return prefix + "reviews";
  }

  /** What somebody says should have been said; read by the command that makes a data set of it. */
  public String feedback() {
    return prefix + "feedback";
  }

  /** The topic of a sink. */
  public String of(Destination destination) {
    return prefix + destination.node();
  }

  /**
   * How the template topic keeps its records: all of them, and for ever. Compacted, so that nothing
   * expires; with a lag that never ends, since compaction keeps the last record of a version, while
   * its first is what it says.
   */
  public static Map<String, String> templateConfigs() {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT,
        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
        Long.toString(Long.MAX_VALUE));
  }

  /**
   * All of them, as an administrator would create them.
   *
   * @param replication replicas of each
   */
  public List<NewTopic> toCreate(TopologySettings settings, short replication) {
    int partitions = settings.partitions();
    return List.of(
        new NewTopic(imageEvents(), partitions, replication)
            .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + settings.largestRecord())),
        new NewTopic(instructionTemplates(), 1, replication).configs(templateConfigs()),
        new NewTopic(captions(), partitions, replication),
        new NewTopic(answers(), partitions, replication),
        new NewTopic(questions(), partitions, replication),
        new NewTopic(deadLetters(), partitions, replication)
            .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + settings.largestMessage())),
        compacted(replays(), 1, replication),
        new NewTopic(shadow(), partitions, replication),
        compacted(altTexts(), partitions, replication),
        compacted(products(), partitions, replication),
        compacted(flags(), partitions, replication),
        compacted(reviews(), partitions, replication),
        new NewTopic(feedback(), partitions, replication));
  }

  private static NewTopic compacted(String name, int partitions, short replication) {
    return new NewTopic(name, partitions, replication)
        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
  }
}
