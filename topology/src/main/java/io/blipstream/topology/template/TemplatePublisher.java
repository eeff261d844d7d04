package io.blipstream.topology.template;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Template;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes templates to their topic. Publishing the same again changes nothing, so there is no check
 * for what is already there. One caller at a time.
 */
public final class TemplatePublisher implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final Serializer<Template> serializer;
  private final String topic;
  private final Duration atMost;

  /**
   * @param producer closed with this publisher
   * @param atMost how long one call may wait for the broker
   */
  public TemplatePublisher(
      Producer<byte[], byte[]> producer,
      Serializer<Template> serializer,
      String topic,
      Duration atMost) {
    this.producer = requireNonNull(producer, "producer");
    this.serializer = requireNonNull(serializer, "serializer");
    this.topic = requireNonNull(topic, "topic");
    this.atMost = requireNonNull(atMost, "atMost");
  }

  /** Opens a producer of its own that writes each record once and waits for all replicas. */
  public static TemplatePublisher open(
      Map<String, Object> kafka, Serializer<Template> serializer, String topic, Duration atMost) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    // The topic may be a second old: a broker that refuses the first request, since it does not
    // lead yet, and takes the second, would keep the first out for good.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, atMost.toMillis());
    return new TemplatePublisher(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
        serializer,
        topic,
        atMost);
  }

  /**
   * Publishes all of them and returns when the broker has them.
   *
   * @throws FatalException with {@link FaultCode#REQUEST_INVALID}, before anything is sent, where
   *     one is invalid
   * @throws RetriableException with {@link FaultCode#BROKER_UNAVAILABLE}; some may be published
   */
  public void publish(List<Template> templates) {
    for (Template template : templates) {
      Optional<String> fault = TemplateLint.fault(template);
      if (fault.isPresent()) {
        throw new FatalException(
            FaultCode.REQUEST_INVALID,
            "template " + TemplateName.of(template) + " is invalid: " + fault.get());
      }
    }
    long start = System.nanoTime();
    List<Future<?>> sent = new ArrayList<>();
    try {
      for (Template template : templates) {
        sent.add(producer.send(record(template)));
      }
      for (Future<?> one : sent) {
        one.get(atMost.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw unavailable("the broker refused: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw unavailable("the broker did not answer within " + atMost, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while publishing templates", e);
    }
  }

  private ProducerRecord<byte[], byte[]> record(Template template) {
    RecordHeaders headers = new RecordHeaders();
    byte[] value = serializer.serialize(topic, headers, template);
    byte[] key = TemplateName.of(template).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, null, null, key, value, headers);
  }

  private static RetriableException unavailable(String message, Throwable cause) {
    return new RetriableException(
        FaultCode.BROKER_UNAVAILABLE, "templates are not published: " + message, cause);
  }

  @Override
  public void close() {
    producer.close(atMost);
  }
}
