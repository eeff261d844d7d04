package io.blipstream.ops.bench.records;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.topics.OutcomeReader;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineConfig;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Spoilt records through the whole pipeline, with a broker and a registry of its own and a device
 * that is simulated; and what was committed about each of them.
 */
public final class RecordsBench {
  private static final int PARTITIONS = 2;
  private static final Duration GLANCE = Duration.ofMillis(100);

  /** Without a single outcome for so long, nothing more is expected to come. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** After the last outcome: what is doubled may come late. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(1);

  private final Fates fates = new Fates(PARTITIONS);
  private boolean survived;

  private RecordsBench() {}

  /** What a run found, beside what became of the records. */
  public record Report(Fates fates, boolean survived, Findings findings) {
    /** Whether each record had its outcome once, and the pipeline lived. */
    public boolean kept() {
      return survived && fates.lost() == 0 && fates.doubled() == 0;
    }
  }

  /**
   * @param records how many
   * @param folder for the broker's data and Kafka Streams' state
   */
  public static Report run(int records, long seed, Path folder) throws InterruptedException {
    // Misnamed templates are the rule here; waiting for each of them to appear would be all it
    // does.
    Configuration configuration = Configuration.of(Map.of(Keys.TEMPLATE_WAIT.name(), "0"));
    RecordsBench bench = new RecordsBench();
    long start = System.nanoTime();
    try (LocalCluster cluster =
            LocalCluster.start(configuration, PARTITIONS, folder, Clock.systemUTC());
        OutcomeReader reader = new OutcomeReader(cluster.configuration(), bench.fates)) {
      bench.publish(cluster.configuration(), records, seed);
      bench.answer(cluster.configuration(), reader);
    }
    return bench.report(seed, (System.nanoTime() - start) / 1e9);
  }

  private void publish(Configuration configuration, int records, long seed) {
    String topic = PipelineSettings.topics(configuration).imageEvents();
    SpoiltRecords spoilt = new SpoiltRecords(topic, configuration.registry(), seed);
    Map<String, Object> kafka = new HashMap<>(configuration.kafka());
    kafka.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, configuration.value(Keys.IMAGE_MAX_BYTES));
    // The topic is new: it may refuse the first request and take the second, out of order then.
    kafka.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    try (SpecificAvroDeserializer<ImageEvent> events =
            new SpecificAvroDeserializer<>(ImageEvent.class);
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      events.configure(configuration.registry(), false);
      for (int i = 0; i < records; i++) {
        SpoiltRecord record = spoilt.record(i);
        expect(topic, record, events);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topic, i % PARTITIONS, record.key(), record.value(), record.headers()));
      }
    }
  }

  private void expect(
      String topic, SpoiltRecord record, SpecificAvroDeserializer<ImageEvent> events) {
    if (record.value() == null && record.key() != null && record.key()[0] > 0) {
      fates.expectNothing();
      return;
    }
    try {
      ImageEvent event = events.deserialize(topic, record.headers(), record.value());
      fates.expect(
          event == null
              ? Set.of()
              : event.getInstructions().stream()
                  .map(Instruction::getId)
                  .collect(Collectors.toSet()));
    } catch (SerializationException e) {
      fates.expect(Set.of()); // as it must be for most of them
    }
  }

  private void answer(Configuration configuration, OutcomeReader reader)
      throws InterruptedException {
    try (Engine engine =
            BatchingEngine.open(
                EngineConfig.of(Path.of(".")),
                new SimulatedNetwork("simulated", Pace.INSTANT, Mishaps.NONE),
                Clock.systemUTC());
        Pipeline pipeline = Pipeline.start(configuration, engine, PARTITIONS, Clock.systemUTC())) {
      long heard = System.nanoTime();
      while (System.nanoTime() - heard < PATIENCE.toNanos() && !pipeline.failed()) {
        if (reader.read(GLANCE)) {
          heard = System.nanoTime();
        } else if (fates.lost() == 0) {
          break;
        }
      }
      survived = !pipeline.failed();
    }
    long until = System.nanoTime() + AFTERWARDS.toNanos();
    while (System.nanoTime() < until) {
      reader.read(GLANCE);
    }
  }

  private Report report(long seed, double seconds) {
    Findings findings =
        new Findings("records")
            .with("seed", seed)
            .with("tried", fates.tried())
            .with("survived", survived)
            .with("results", fates.results())
            .with("dead_letters", fates.letters())
            .with("erasures", fates.erasures())
            .with("lost", fates.lost())
            .with("doubled", fates.doubled())
            .with("faults", new TreeMap<>(fates.faults()))
            .with("seconds", seconds);
    return new Report(fates, survived, findings);
  }
}
