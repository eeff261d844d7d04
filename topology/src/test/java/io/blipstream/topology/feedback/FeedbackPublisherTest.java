package io.blipstream.topology.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.Decoding;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.ImageFacts;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Timings;
import io.blipstream.schemas.Verdict;
import io.blipstream.schemas.serde.SpecificAvroSerde;
import io.blipstream.topology.routing.SubjectPartitioner;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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

class FeedbackPublisherTest {
  private static final String TOPIC = "feedback";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final SpecificAvroSerde<Feedback> serde =
      SpecificAvroSerde.of(Feedback.class, Map.of("schema.registry.url", "mem://feedback"), false);
  private final MockProducer<byte[], byte[]> producer = producer();
  private final FeedbackPublisher publisher =
      new FeedbackPublisher(producer, serde.serializer(), TOPIC, Clock.fixed(NOW, ZoneOffset.UTC));

  private static Result result() {
    return Result.newBuilder()
        .setEventId("e")
        .setSubject("shop/mug-1")
        .setInstructionId("q")
        .setFeed("f")
        .setTask(Task.ANSWER)
        .setStatus(Status.OK)
        .setText("yes")
        .setTemplateId("answer-01")
        .setTemplateVersion(1)
        .setPrompt("Question: is there a mug? Short answer:")
        .setModelId("m")
        .setModelDigest("d")
        .setDecoding(new Decoding("greedy", 10, 2))
        .setImage(new ImageFacts("abc", "jpeg", 1, 1, 1L))
        .setTimings(new Timings(0d, 0d, 0d, 0d, 0d, 0d))
        .setBatchSize(1)
        .setImageReused(false)
        .setOrigin(new Origin("image-events", 2, 7L, Instant.EPOCH))
        .setOccurredAt(Instant.EPOCH)
        .setCompletedAt(Instant.EPOCH)
        .build();
  }

  @Test
  void feedback_standsUnderItsResultsKeyAndInItsPartition_withAllThatLeadsToThePicture() {
    CompletableFuture<Feedback> sent = publisher.publish(result(), " no ", "ops");
    assertThat(sent).isNotDone();
    assertThat(producer.completeNext()).isTrue();
    assertThat(sent).isCompleted();
    ProducerRecord<byte[], byte[]> record = producer.history().get(0);
    assertThat(new String(record.key(), UTF_8)).isEqualTo("shop/mug-1/q");
    assertThat(Set.of(record.partition()))
        .isEqualTo(new SubjectPartitioner().partitions(TOPIC, record.key(), null, 4).orElseThrow());
    Feedback read = serde.deserializer().deserialize(TOPIC, record.value());
    assertThat(read.getRightText()).isEqualTo("no");
    assertThat(read.getSaid()).contains("yes");
    assertThat(read.getTemplate()).contains("answer-01@1");
    assertThat(read.getImageSha256()).contains("abc");
    assertThat(read.getOrigin()).isEqualTo(result().getOrigin());
    assertThat(read.getGivenAt()).isEqualTo(NOW);
  }

  private static Flag flag() {
    return Flag.newBuilder()
        .setSubject("post-1")
        .setPolicy("weapon")
        .setEventId("e")
        .setFeed("posts")
        .setVerdict(Verdict.REVIEW)
        .setScore(0.5)
        .setThreshold(0.9)
        .setReviewFrom(0.3)
        .setQuestion("is there a weapon?")
        .setAnswer("yes")
        .setTemplateId("answer-05")
        .setTemplateVersion(1)
        .setModelId("m")
        .setModelDigest("d")
        .setOccurredAt(Instant.EPOCH)
        .setDecidedAt(Instant.EPOCH)
        .setPrompt("Question: is there a weapon? Short answer:")
        .setOriginPartition(2)
        .setOriginOffset(7L)
        .setOriginTimestamp(Instant.EPOCH)
        .build();
  }

  @Test
  void feedbackToAFlag_isAboutThePolicysInstruction_andLeadsToThePicture() {
    CompletableFuture<Feedback> sent = publisher.publish(flag(), "image-events", "no", "ops");
    assertThat(producer.completeNext()).isTrue();
    Feedback read = sent.join();
    assertThat(read.getInstructionId()).isEqualTo("weapon");
    assertThat(read.getSaid()).contains("yes");
    assertThat(read.getPrompt()).isEqualTo("Question: is there a weapon? Short answer:");
    assertThat(read.getOrigin()).isEqualTo(new Origin("image-events", 2, 7L, Instant.EPOCH));
    Flag old = Flag.newBuilder(flag()).setPrompt(null).build();
    assertThatThrownBy(() -> publisher.publish(old, "image-events", "no", "ops"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsBlankOrEndless_isRefusedAndNotSent() {
    assertThatThrownBy(() -> publisher.publish(result(), " ", "ops"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> publisher.publish(result(), "x".repeat(2_001), "ops"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> publisher.publish(result(), "no", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void brokerThatRefuses_isTold() {
    CompletableFuture<Feedback> sent = publisher.publish(result(), "no", "ops");
    producer.errorNext(new IllegalStateException("no"));
    assertThat(sent).isCompletedExceptionally();
  }

  private static MockProducer<byte[], byte[]> producer() {
    Node node = new Node(0, "localhost", 1);
    List<PartitionInfo> partitions =
        IntStream.range(0, 4)
            .mapToObj(i -> new PartitionInfo(TOPIC, i, node, new Node[] {node}, new Node[] {node}))
            .toList();
    Cluster cluster = new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    return new MockProducer<>(
        cluster, false, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
