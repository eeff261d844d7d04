package io.blipstream.ops.topics;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.cluster.ClusterTopics;
import io.blipstream.ops.cluster.TopicState;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An application's topics as its configuration wants them.
 *
 * <p>The topics of results have at least as many partitions as the image events, so that no reader
 * is slower than the application; one more is no fault. Those of templates and replays are small
 * and serve with any number. The application's own changelog is exact: Kafka Streams refuses to
 * start with another.
 */
public final class TopicPlan {
  /** Partitions of the image events where nothing says how many. */
  public static final int PARTITIONS = 6;

  /** How long a change may take to be seen by whichever broker is asked. */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  private static final int PAUSE_MILLIS = 100;

  private final List<WantedTopic> wanted;
  private final WantedTopic changelog;

  /** Whether {@code --partitions} said how many; else what is there is right. */
  private final boolean told;

  private final String events;

  private TopicPlan(List<WantedTopic> wanted, WantedTopic changelog, String events, boolean told) {
    this.wanted = List.copyOf(wanted);
    this.changelog = requireNonNull(changelog, "changelog");
    this.events = requireNonNull(events, "events");
    this.told = told;
  }

  /**
   * @param told partitions of the image events, where somebody says how many
   * @param recipes whether the recipes' topics are wanted too; most applications run none
   * @param there partitions of the image events that are there
   */
  public static TopicPlan of(
      Configuration configuration, OptionalInt told, boolean recipes, OptionalInt there) {
    int partitions = told.orElse(there.orElse(PARTITIONS));
    Topics topics = PipelineSettings.topics(configuration);
    Set<String> uncounted = Set.of(topics.instructionTemplates(), topics.replays());
    Set<String> ofRecipes =
        Set.of(topics.altTexts(), topics.products(), topics.flags(), topics.reviews());
    List<WantedTopic> wanted =
        topics.toCreate(PipelineSettings.topology(configuration, partitions), (short) 1).stream()
            .filter(topic -> recipes || !ofRecipes.contains(topic.name()))
            .map(
                topic ->
                    new WantedTopic(
                        topic.name(),
                        topic.numPartitions(),
                        !uncounted.contains(topic.name()),
                        topic.configs() == null ? Map.of() : topic.configs()))
            .toList();
    WantedTopic changelog =
        new WantedTopic(
            changelog(configuration.value(Keys.APPLICATION_ID)), partitions, true, Map.of());
    return new TopicPlan(wanted, changelog, topics.imageEvents(), told.isPresent());
  }

  /** As the cluster has it: the number of its partitions is right, unless told otherwise. */
  public static TopicPlan of(
      Configuration configuration, OptionalInt told, boolean recipes, ClusterTopics cluster) {
    String events = PipelineSettings.topics(configuration).imageEvents();
    TopicState state = cluster.describe(List.of(events)).get(events);
    return of(
        configuration,
        told,
        recipes,
        state == null ? OptionalInt.empty() : OptionalInt.of(state.partitions()));
  }

  /** The same, as configured. */
  public static String changelog(Configuration configuration) {
    return changelog(configuration.value(Keys.APPLICATION_ID));
  }

  /** The topic that the application keeps for itself. */
  public static String changelog(String applicationId) {
    return applicationId + "-enrichment-memory-changelog";
  }

  /** The names of all that somebody has to make. */
  public List<String> names() {
    return wanted.stream().map(WantedTopic::name).toList();
  }

  List<WantedTopic> wanted() {
    return wanted;
  }

  /** What differs now. */
  public List<Difference> differences(ClusterTopics cluster) {
    List<String> names = new ArrayList<>(names());
    names.add(changelog.name());
    Map<String, TopicState> found = cluster.describe(names);
    List<Difference> differences = new ArrayList<>();
    for (WantedTopic each : wanted) {
      if (found.containsKey(each.name())) {
        boolean exact = told && each.name().equals(events);
        differences.addAll(each.from(found.get(each.name()), exact));
      } else {
        differences.add(Difference.missing(each.name()));
      }
    }
    if (found.containsKey(changelog.name())) {
      differences.addAll(changelog.from(found.get(changelog.name()), true));
    }
    return differences;
  }

  /**
   * Makes what is missing, and sets what differs. Partitions are added only where somebody said how
   * many there are to be, since each one moves subjects to other partitions; they are never taken
   * away, and the changelog is left alone.
   *
   * @param replication replicas of what is made; the brokers' default below 1
   * @return what still differs, once the brokers have told each other of the changes
   */
  public List<Difference> apply(
      ClusterTopics cluster, List<Difference> differences, short replication)
      throws InterruptedException {
    differences.stream().filter(this::mendable).forEach(each -> mend(cluster, each, replication));
    long start = System.nanoTime();
    List<Difference> left = differences(cluster);
    while (left.stream().anyMatch(this::mendable)
        && System.nanoTime() - start < SETTLED.toNanos()) {
      Thread.sleep(PAUSE_MILLIS);
      left = differences(cluster);
    }
    return left;
  }

  private boolean mendable(Difference difference) {
    if (difference.isCount()) {
      return told
          && names().contains(difference.topic())
          && Integer.parseInt(difference.found()) < Integer.parseInt(difference.wanted());
    }
    return true;
  }

  private void mend(ClusterTopics cluster, Difference difference, short replication) {
    if (difference.isMissing()) {
      wanted.stream()
          .filter(one -> one.name().equals(difference.topic()))
          .forEach(one -> cluster.create(List.of(one.toCreate(replication))));
    } else if (difference.isCount()) {
      cluster.grow(difference.topic(), Integer.parseInt(difference.wanted()));
    } else {
      cluster.configure(difference.topic(), Map.of(difference.what(), difference.wanted()));
    }
  }
}
