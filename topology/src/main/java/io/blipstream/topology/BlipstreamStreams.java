package io.blipstream.topology;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.topology.enrichment.Waits;
import io.blipstream.topology.watermark.HoldingConsumer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Puts topology, clients and configuration together so that nothing is lost. */
public final class BlipstreamStreams {
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

  /** Nothing is committed while a group waits for a member that was killed. */
  private static final Duration REBALANCE = Duration.ofSeconds(30);

  /** Spelled out: Kafka's constant is deprecated already, yet without the key it warns. */
  private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

  private static final int DEFAULT_BUFFER = 32 << 20;

  private BlipstreamStreams() {}

  /**
   * An application that is ready to start.
   *
   * @param kafka Kafka's own keys, without our prefix: at least {@code application.id} and {@code
   *     bootstrap.servers}; they override {@link #recommended}. With {@code state.dir} the process
   *     keeps its identity there: it recovers faster after a kill, and no other may use the folder
   * @param faults is told what its threads fail for, on those threads
   * @return not started, with its handler of uncaught exceptions set
   * @throws FatalException with {@link io.blipstream.runtime.fault.FaultCode#GUARANTEE_IMPOSSIBLE}
   *     where this configuration would lose or double records
   */
  public static KafkaStreams create(
      BlipstreamTopology blipstream, Map<String, ?> kafka, Consumer<BlipstreamException> faults) {
    Map<String, Object> config = new HashMap<>(recommended(blipstream.settings()));
    config.putAll(kafka);
    // Only where the folder was named: two processes would collide in the default one, which on
    // many machines does not outlast a restart anyway.
    Topology topology = blipstream.build(config.containsKey(StreamsConfig.STATE_DIR_CONFIG));
    blipstream.check(topology, config);
    holdBack(config, blipstream);
    Properties properties = new Properties();
    properties.putAll(config);
    KafkaStreams streams = new KafkaStreams(topology, properties, blipstream.clients());
    streams.setUncaughtExceptionHandler(new UncaughtFaults(faults));
    return streams;
  }

  /** Where Kafka Streams makes its consumer itself, our clients do not reach it. */
  private static void holdBack(Map<String, Object> config, BlipstreamTopology blipstream) {
    Object protocol = config.getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    if (protocol.toString().equalsIgnoreCase("streams")) {
      config.put(
          StreamsConfig.mainConsumerPrefix(HoldingConsumer.WRAPPER),
          HoldingConsumer.class.getName());
      config.put(
          StreamsConfig.mainConsumerPrefix(HoldingConsumer.IN_FLIGHT), blipstream.watermark());
    }
  }

  /** Kafka's keys as measured to serve slow calls best. */
  public static Map<String, Object> recommended(TopologySettings settings) {
    Waits waits = settings.enrichment().waits();
    Map<String, Object> config = new HashMap<>();
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // None waits for the device, so that more than the cores can run are only more transactions;
    // two
    // at least, since one may stand still at a registry that is away.
    config.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        Math.min(settings.partitions(), Math.max(2, Runtime.getRuntime().availableProcessors())));
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
    // How long an idle thread sleeps in poll() is how late it sees what the engine completed.
    config.put(StreamsConfig.POLL_MS_CONFIG, waits.poll().toMillis());
    // What is read ahead is what a shutdown or a rebalance waits for.
    config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 8);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 16);
    // Each task reads one partition, so there is no other to wait for and no lag to ask about.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    config.put(GLOBAL_HANDLER, true);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    producer(config, settings, waits);
    return config;
  }

  private static void producer(Map<String, Object> config, TopologySettings settings, Waits waits) {
    // Nobody reads a result before its transaction's end, which sends whatever still lingers.
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), COMMIT_INTERVAL.toMillis());
    // A stream thread may be held back this long while a transaction is open. A slow engine does
    // not hold it back, and is no part of the sum.
    Duration transaction = waits.registry().plus(waits.afterOutage()).plus(REBALANCE);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(transaction.toMillis()));
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        settings.largestMessage());
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
        Math.max(DEFAULT_BUFFER, 2L * settings.largestMessage()));
  }
}
