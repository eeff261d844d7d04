package io.blipstream.ops.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  @Test
  void dataOutlivesARestart(@TempDir Path directory) throws Exception {
    String cluster;
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
        Admin admin = admin(broker)) {
      admin.createTopics(List.of(new NewTopic("words", 1, (short) 1))).all().get();
      cluster = admin.describeCluster().clusterId().get();
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new StringSerializer(),
              new StringSerializer())) {
        producer.send(new ProducerRecord<>("words", "key", "value")).get();
      }
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
        Admin admin = admin(broker)) {
      assertThat(admin.describeCluster().clusterId().get()).isEqualTo(cluster);
      assertThat(firstValue(broker)).isEqualTo("value");
    }
  }

  @Test
  void unusableFolder_isABrokerFault(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("taken"), "a file, not a folder");
    assertThatThrownBy(() -> EmbeddedBroker.start(file))
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.BROKER_UNAVAILABLE))
        .hasMessageContaining("taken");
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static String firstValue(EmbeddedBroker broker) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("words", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      for (int i = 0; i < 60; i++) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          return record.value();
        }
      }
      throw new AssertionError("nothing arrived in a minute");
    }
  }
}
