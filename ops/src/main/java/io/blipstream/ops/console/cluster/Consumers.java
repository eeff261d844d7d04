package io.blipstream.ops.console.cluster;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.ops.config.Configuration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that hold up nobody. */
final class Consumers {
  private Consumers() {}

  /** Of committed records, in no group. */
  static KafkaConsumer<byte[], byte[]> committed(Configuration configuration, int records) {
    requireNonNull(configuration, "configuration");
    Map<String, Object> settings = CommittedConsumers.settings(configuration.kafka());
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, records);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
