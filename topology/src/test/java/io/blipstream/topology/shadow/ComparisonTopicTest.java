package io.blipstream.topology.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.Opinion;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.serde.SpecificAvroSerde;
import io.blipstream.topology.routing.SubjectPartitioner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ComparisonTopicTest {
  private static final String TOPIC = "shadow";
  private static final Map<String, Object> REGISTRY =
      Map.of("schema.registry.url", "mem://comparisons");

  private static Comparison comparison() {
    Opinion opinion = new Opinion("m", "d", "a mug", 0.5, 3, 1.5, null);
    return Comparison.newBuilder()
        .setEventId("e")
        .setSubject("shop/mug-1")
        .setInstructionId("c")
        .setFeed("f")
        .setTask(Task.CAPTION)
        .setTemplateId("caption-01")
        .setTemplateVersion(1)
        .setPrompt("p")
        .setLive(opinion)
        .setShadow(opinion)
        .setSameText(true)
        .setTokenAgreement(1.0)
        .setOrigin(new Origin("image-events", 0, 1L, Instant.EPOCH))
        .setComparedAt(Instant.EPOCH)
        .build();
  }

  @Test
  void comparison_standsUnderItsResultsKeyAndInItsPartition() {
    SpecificAvroSerde<Comparison> serde = SpecificAvroSerde.of(Comparison.class, REGISTRY, false);
    MockProducer<byte[], byte[]> producer = producer(false);
    try (ComparisonTopic topic = new ComparisonTopic(producer, serde.serializer(), TOPIC)) {
      CompletableFuture<Void> written = topic.write(comparison());
      assertThat(written).isNotDone();
      assertThat(producer.completeNext()).isTrue();
      assertThat(written).isCompleted();
    }
    ProducerRecord<byte[], byte[]> record = producer.history().get(0);
    assertThat(new String(record.key(), UTF_8)).isEqualTo("shop/mug-1/c");
    assertThat(Set.of(record.partition()))
        .isEqualTo(new SubjectPartitioner().partitions(TOPIC, record.key(), null, 4).orElseThrow());
    assertThat(serde.deserializer().deserialize(TOPIC, record.value())).isEqualTo(comparison());
  }

  @Test
  void brokerThatRefuses_isTold() {
    SpecificAvroSerde<Comparison> serde = SpecificAvroSerde.of(Comparison.class, REGISTRY, false);
    MockProducer<byte[], byte[]> producer = producer(false);
    try (ComparisonTopic topic = new ComparisonTopic(producer, serde.serializer(), TOPIC)) {
      CompletableFuture<Void> written = topic.write(comparison());
      producer.errorNext(new IllegalStateException("no"));
      assertThat(written).isCompletedExceptionally();
    }
  }

  private static MockProducer<byte[], byte[]> producer(boolean completes) {
    Node node = new Node(0, "localhost", 1);
    List<PartitionInfo> partitions =
        IntStream.range(0, 4)
            .mapToObj(i -> new PartitionInfo(TOPIC, i, node, new Node[] {node}, new Node[] {node}))
            .toList();
    Cluster cluster = new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    return new MockProducer<>(
        cluster, completes, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
