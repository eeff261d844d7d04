package io.blipstream.ops.recipe;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.Application;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.Topics;
import io.blipstream.topology.recipe.Recipe;
import io.blipstream.topology.recipe.RecipeParts;
import io.blipstream.topology.recipe.RecipeStreams;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;

/** A recipe on a cluster, beside the applications that fill its inputs. */
public final class RecipeApplication {
  private RecipeApplication() {}

  /**
   * Starts it; returns at once.
   *
   * @throws FatalException where the configuration or the cluster's topics cannot serve
   */
  public static Application start(Configuration configuration, Recipe recipe, Clock clock) {
    Topics topics = PipelineSettings.topics(configuration);
    PipelineSettings.serdes(configuration);
    requireTopics(configuration, recipe, topics);
    RecipeParts parts = new RecipeParts(topics, configuration.registry(), clock);
    Map<String, Object> kafka = PipelineSettings.streams(configuration);
    kafka.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(configuration, recipe));
    return Application.start(
        configuration, faults -> RecipeStreams.create(recipe.topology(parts), kafka, faults));
  }

  /** One of its own: another group, another pace, other stores than the enrichment's. */
  static String applicationId(Configuration configuration, Recipe recipe) {
    return PipelineSettings.streams(configuration).get(StreamsConfig.APPLICATION_ID_CONFIG)
        + "-"
        + recipe.name();
  }

  /** All are there, and what reads several finds the same subjects in the same partitions. */
  private static void requireTopics(Configuration configuration, Recipe recipe, Topics topics) {
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      Set<Integer> partitions = new TreeSet<>();
      for (String each : recipe.inputs(topics)) {
        cluster.requireTopic(each);
        partitions.add(cluster.partitions(each));
      }
      if (partitions.size() > 1) {
        throw new FatalException(
            FaultCode.TOPIC_INVALID,
            "the topics "
                + recipe.inputs(topics)
                + " must have as many partitions, not "
                + partitions);
      }
      Stream.concat(recipe.outputs(topics).stream(), Stream.of(topics.deadLetters()))
          .forEach(cluster::requireTopic);
      recipe.outputs(topics).forEach(cluster::requireCompacted);
    }
  }
}
