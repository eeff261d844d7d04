package io.blipstream.ops.pipeline;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.fetch.FetchSettings;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.TopicSerdes;
import io.blipstream.topology.Topics;
import io.blipstream.topology.TopologySettings;
import io.blipstream.topology.enrichment.EnrichmentSettings;
import io.blipstream.topology.enrichment.InFlightBounds;
import io.blipstream.topology.enrichment.Waits;
import io.blipstream.topology.retry.Backoff;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** From our keys to what the topology wants to be told. */
public final class PipelineSettings {
  /** What an event holds beside its picture. */
  private static final int ENVELOPE_BYTES = 1 << 20;

  private PipelineSettings() {}

  /** The topology's settings, for image events of so many partitions. */
  public static TopologySettings topology(Configuration configuration, int partitions) {
    return new TopologySettings(
        topics(configuration),
        partitions,
        configuration.value(Keys.IMAGE_MAX_BYTES) + ENVELOPE_BYTES,
        enrichment(configuration));
  }

  /**
   * The same, as the cluster's topics are.
   *
   * @throws FatalException with {@link FaultCode#TOPIC_INVALID} where one is missing or cannot
   *     serve
   */
  public static TopologySettings topology(Configuration configuration, Cluster cluster) {
    Topics topics = topics(configuration);
    cluster.requireTopics(topics);
    if (configuration.value(Keys.SHADOW_MODEL).isPresent()) {
      cluster.requireTopic(topics.shadow());
    }
    int largestLetter = cluster.largestMessage(topics.deadLetters());
    if (largestLetter < TopologySettings.LEAST_LETTER) {
      throw new FatalException(
          FaultCode.TOPIC_INVALID,
          topics.deadLetters()
              + " has max.message.bytes="
              + largestLetter
              + "; a dead letter may need "
              + TopologySettings.LEAST_LETTER);
    }
    return topology(configuration, cluster.partitions(topics.imageEvents()))
        .withLettersUpTo(largestLetter);
  }

  public static Topics topics(Configuration configuration) {
    return new Topics(configuration.value(Keys.TOPICS_PREFIX));
  }

  /** Kafka Streams' own keys. */
  public static Map<String, Object> streams(Configuration configuration) {
    Map<String, Object> streams = new HashMap<>(configuration.kafka());
    streams.put(StreamsConfig.APPLICATION_ID_CONFIG, configuration.value(Keys.APPLICATION_ID));
    return streams;
  }

  /** How records are read and written. */
  public static TopicSerdes serdes(Configuration configuration) {
    try {
      return TopicSerdes.of(configuration.registry());
    } catch (ConfigException e) {
      throw new FatalException(FaultCode.CONFIGURATION_INVALID, e.getMessage(), e);
    }
  }

  /** From where pictures are fetched; nothing where it is from nowhere. */
  public static Optional<FetchSettings> fetching(Configuration configuration) {
    FetchSettings settings =
        new FetchSettings(
            configuration.value(Keys.FETCH_ALLOW),
            configuration.value(Keys.FETCH_ALLOW_ADDRESSES),
            configuration.value(Keys.IMAGE_MAX_BYTES),
            configuration.value(Keys.FETCH_MAX_REDIRECTS),
            new FetchSettings.Patience(
                configuration.value(Keys.FETCH_CONNECT_TIMEOUT),
                configuration.value(Keys.FETCH_RESPONSE_TIMEOUT),
                configuration.value(Keys.FETCH_TIMEOUT)),
            configuration.value(Keys.FETCH_MAX_CONCURRENT),
            configuration.value(Keys.FETCH_MAX_PER_HOST));
    return Optional.of(settings).filter(each -> !each.places().isEmpty());
  }

  private static EnrichmentSettings enrichment(Configuration configuration) {
    int events = configuration.value(Keys.IN_FLIGHT_MAX_EVENTS);
    long bytes = configuration.value(Keys.IN_FLIGHT_MAX_BYTES);
    // A task may take half of everything: one busy partition then still leaves room for the others.
    InFlightBounds bounds =
        new InFlightBounds(events, bytes, Math.max(1, events / 2), 2 * events, bytes / 2);
    Waits defaults = Waits.DEFAULT;
    Waits waits =
        new Waits(
            configuration.value(Keys.ENGINE_TIMEOUT),
            configuration.value(Keys.TEMPLATE_WAIT),
            defaults.registry(),
            defaults.afterOutage(),
            defaults.poll());
    return new EnrichmentSettings(
        bounds,
        waits,
        new DecodingOptions(configuration.value(Keys.DECODING_MAX_NEW_TOKENS)),
        Backoff.DEFAULT.within(configuration.value(Keys.RETRY_MAX)),
        configuration.value(Keys.COMMIT_MODE),
        configuration.value(Keys.LATEST_ONLY_FEEDS));
  }
}
