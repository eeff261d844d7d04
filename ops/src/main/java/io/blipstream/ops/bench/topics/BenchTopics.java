package io.blipstream.ops.bench.topics;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.pipeline.ImageEventProducer;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.topology.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/** A broker, a registry, the topics, who publishes and who counts. Of one thread. */
public final class BenchTopics implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final short ONE_REPLICA = 1;

  private final LocalCluster cluster;
  private final Path directory;
  private final int partitions;
  private final Clock clock;
  private final Producer<String, ImageEvent> producer;
  private final ResultCount results;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int published;

  private BenchTopics(LocalCluster cluster, Path directory, int partitions, Clock clock) {
    this.cluster = cluster;
    this.directory = directory;
    this.partitions = partitions;
    this.clock = clock;
    Configuration local = cluster.configuration();
    this.producer = ImageEventProducer.open(local);
    this.results = new ResultCount(local.kafka(), PipelineSettings.topics(local));
  }

  /**
   * @param directory for the broker's data and Kafka Streams' state
   */
  public static BenchTopics start(
      Configuration configuration, int partitions, Path directory, Clock clock) {
    return new BenchTopics(
        LocalCluster.start(configuration, partitions, directory, clock),
        directory,
        partitions,
        clock);
  }

  /** What a client of this cluster is configured with. */
  public Configuration configuration() {
    return cluster.configuration();
  }

  public Topics topics() {
    return PipelineSettings.topics(configuration());
  }

  /**
   * One more instance of the application, each with a folder of its own; returns when it runs.
   *
   * @param engine stays the caller's
   */
  public Pipeline instance(String name, Engine engine) throws InterruptedException {
    Configuration own =
        configuration()
            .with(Map.of("kafka.state.dir", directory.resolve("streams-" + name).toString()));
    Pipeline pipeline = Pipeline.start(own, engine, partitions, clock);
    if (!pipeline.awaitRunning(START_PATIENCE)) {
      pipeline.close();
      throw new RetriableException(
          FaultCode.BROKER_UNAVAILABLE, "the pipeline did not start in " + START_PATIENCE);
    }
    return pipeline;
  }

  /** A pair of topics beside ours, for another program that does the same. */
  public void create(String source, String sink) {
    try (Cluster admin = Cluster.of(configuration().kafka())) {
      admin.create(
          List.of(
              new NewTopic(source, partitions, ONE_REPLICA)
                  .configs(
                      Map.of(
                          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                          "" + ImageEventProducer.mostBytes(configuration()))),
              new NewTopic(sink, partitions, ONE_REPLICA)));
    }
  }

  /** Counts the records of such a sink. */
  public ResultCount resultsOf(String sink) {
    return new ResultCount(configuration().kafka(), List.of(sink), topics().deadLetters());
  }

  /** Sends them, over the partitions in turn; returns when the broker has them. */
  private void publish(String topic, List<ImageEvent> events) {
    for (ImageEvent event : events) {
      int partition = published++ % partitions;
      var unused =
          producer.send(
              new ProducerRecord<>(topic, partition, event.getEventId(), event),
              (metadata, exception) -> failure.compareAndSet(null, exception));
    }
    producer.flush();
    if (failure.get() != null) {
      throw new RetriableException(
          FaultCode.BROKER_UNAVAILABLE, "an event was not taken: " + failure.get(), failure.get());
    }
  }

  /**
   * Publishes and waits for as many results as the events have instructions.
   *
   * @return seconds from the first send to the last committed result
   */
  public double through(List<ImageEvent> events) {
    return through(topics().imageEvents(), results, events);
  }

  /** The same through another program. */
  public double through(String source, ResultCount counted, List<ImageEvent> events) {
    int expected = events.stream().mapToInt(event -> event.getInstructions().size()).sum();
    long start = System.nanoTime();
    publish(source, events);
    counted.await(expected);
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    results.close();
    cluster.close();
  }
}
