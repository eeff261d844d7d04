package io.blipstream.ops.bench.kill;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends events, and goes on while the broker is away. Of one thread. */
public final class EventProducer implements AutoCloseable {
  /** Longer than any outage that is tried. */
  private static final int PATIENCE_MILLIS = 1_200_000;

  private final String topic;
  private final KafkaProducer<String, ImageEvent> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private EventProducer(String topic, KafkaProducer<String, ImageEvent> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  public static EventProducer open(Configuration configuration) {
    Map<String, Object> kafka = new HashMap<>(configuration.kafka());
    kafka.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    // The topics are new: a broker that refuses the first request, and takes the second, would keep
    // the first out for good.
    kafka.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    kafka.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    kafka.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    // A client that begins anew forgets where topics are, and send() waits for the only broker to
    // tell: whoever is to start that broker again must not stand there.
    kafka.put(
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
    SpecificAvroSerializer<ImageEvent> events = new SpecificAvroSerializer<>();
    events.configure(configuration.registry(), false);
    return new EventProducer(
        PipelineSettings.topics(configuration).imageEvents(),
        new KafkaProducer<>(kafka, new StringSerializer(), events));
  }

  /** Sends one, without waiting for the broker. */
  public void send(ImageEvent event) {
    send(new ProducerRecord<>(topic, event.getSubject(), event));
  }

  /** The same to a partition, as a partitioner of the sender's own would. */
  public void send(int partition, ImageEvent event) {
    send(new ProducerRecord<>(topic, partition, event.getSubject(), event));
  }

  private void send(ProducerRecord<String, ImageEvent> record) {
    var unused = producer.send(record, (done, error) -> failure.compareAndSet(null, error));
  }

  /**
   * Returns when the broker has them.
   *
   * @throws RetriableException where it did not take one
   */
  public void awaitTaken() {
    producer.flush();
    if (failure.get() != null) {
      throw new RetriableException(
          FaultCode.BROKER_UNAVAILABLE, "events were not published", failure.get());
    }
  }

  /** Waits for nothing: the broker may be away for good. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
