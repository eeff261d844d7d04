package io.blipstream.ops.reset;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.cluster.ClusterGroups;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What an application is to forget: where it had read up to, the topics that it keeps for itself,
 * and its folder on this machine. Events, results, templates and dead letters stay.
 *
 * @param group empty where the cluster knows none
 * @param offsets that the group has committed
 * @param topics of the application's own
 * @param folder of this machine's state; empty where there is none
 */
public record ResetPlan(
    String application,
    Optional<GroupListing> group,
    Map<TopicPartition, Long> offsets,
    List<String> topics,
    Optional<Path> folder) {
  public ResetPlan {
    offsets = new LinkedHashMap<>(offsets);
    topics = List.copyOf(topics);
  }

  /** What there is now. */
  public static ResetPlan of(Configuration configuration, Cluster cluster) {
    String application = configuration.value(Keys.APPLICATION_ID);
    Optional<GroupListing> group = cluster.groups().find(application);
    return new ResetPlan(
        application,
        group,
        group.isPresent() ? cluster.groups().offsets(application) : Map.of(),
        cluster.topics().names().stream().filter(name -> isInternal(application, name)).toList(),
        Optional.of(stateFolder(configuration)).filter(Files::isDirectory));
  }

  /** Where Kafka Streams keeps what is this machine's. */
  public static Path stateFolder(Configuration configuration) {
    Object folder =
        configuration
            .kafka()
            .getOrDefault(
                StreamsConfig.STATE_DIR_CONFIG,
                Path.of(System.getProperty("java.io.tmpdir"), "kafka-streams").toString());
    return Path.of(folder.toString()).resolve(configuration.value(Keys.APPLICATION_ID));
  }

  /**
   * Does it.
   *
   * @throws RetriableException with {@link FaultCode#APPLICATION_RUNNING} where instances run, or
   *     may be running for all that the cluster knows; nothing is deleted then
   */
  public void execute(Cluster cluster) {
    if (group.filter(ClusterGroups::hasMembers).isPresent()) {
      throw new RetriableException(
          FaultCode.APPLICATION_RUNNING,
          application
              + " has members; stop every instance, and wait until the group has given up those"
              + " that were killed",
          null);
    }
    group.ifPresent(cluster.groups()::delete);
    if (!topics.isEmpty()) {
      cluster.topics().delete(topics);
    }
    folder.ifPresent(ResetPlan::delete);
  }

  public boolean isEmpty() {
    return group.isEmpty() && topics.isEmpty() && folder.isEmpty();
  }

  private static boolean isInternal(String application, String topic) {
    return topic.startsWith(application + "-")
        && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
  }

  private static void delete(Path folder) {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND, "cannot delete " + folder + ": " + e.getMessage(), e);
    }
  }
}
