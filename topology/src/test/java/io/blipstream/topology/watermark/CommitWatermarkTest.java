package io.blipstream.topology.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CommitWatermarkTest {
  private static final TopicPartition P0 = new TopicPartition("events", 0);
  private static final TopicPartition P1 = new TopicPartition("events", 1);

  private final CommitWatermark watermark = new CommitWatermark();

  @Test
  void unfinishedRecordHoldsItsPartitionBack_andNoOther() {
    watermark.register(at(P0, 3));

    assertThat(
            watermark.lower(
                Map.of(
                    P0, new OffsetAndMetadata(9, Optional.of(4), "meta"),
                    P1, new OffsetAndMetadata(7, Optional.of(4), "meta"))))
        .isEqualTo(
            Map.of(
                P0, new OffsetAndMetadata(3, Optional.empty(), "meta"),
                P1, new OffsetAndMetadata(7, Optional.of(4), "meta")));
  }

  @Test
  void lowestOfAllHolds_andNothingIsEverRaised() {
    watermark.register(at(P0, 8));
    watermark.register(at(P0, 5));
    watermark.register(at(P0, 12));

    assertThat(lowered(9)).isEqualTo(5);
    assertThat(lowered(4)).isEqualTo(4);
  }

  @Test
  void unregistered_holdsNothing() {
    Unfinished one = at(P0, 1);
    watermark.register(one);
    watermark.unregister(one);

    assertThat(lowered(9)).isEqualTo(9);
  }

  @Test
  void otherThreadsTasksAreNotAsked() {
    watermark.register(at(P0, 1));

    assertThat(CompletableFuture.supplyAsync(() -> lowered(9)).join()).isEqualTo(9);
  }

  @Test
  void producerOfATransaction_commitsTheLoweredOffset() {
    MockProducer<byte[], byte[]> real =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    Producer<?, ?> guarded = new WatermarkClients(watermark).guard(Producer.class, real);
    ConsumerGroupMetadata group = new MockConsumer<byte[], byte[]>("earliest").groupMetadata();
    watermark.register(at(P0, 3));
    guarded.initTransactions();
    guarded.beginTransaction();
    guarded.sendOffsetsToTransaction(offset(9), group);
    guarded.commitTransaction();

    assertThat(real.consumerGroupOffsetsHistory())
        .singleElement()
        .satisfies(
            committed -> assertThat(committed.get(group.groupId()).get(P0).offset()).isEqualTo(3));
  }

  @Test
  void consumer_commitsTheLoweredOffset_syncAndAsync() {
    MockConsumer<byte[], byte[]> real = new MockConsumer<>("earliest");
    Consumer<?, ?> guarded = new WatermarkClients(watermark).guard(Consumer.class, real);
    real.assign(List.of(P0));
    watermark.register(at(P0, 3));

    guarded.commitSync(offset(9));
    assertThat(real.committed(java.util.Set.of(P0)).get(P0).offset()).isEqualTo(3);

    watermark.register(at(P0, 2));
    guarded.commitAsync(offset(9), null);
    assertThat(real.committed(java.util.Set.of(P0)).get(P0).offset()).isEqualTo(2);
  }

  @Test
  void fullPartitionIsNotReadOn_andReadAgainOnceThereIsRoom() {
    MockConsumer<byte[], byte[]> real = new MockConsumer<>("earliest");
    Consumer<byte[], byte[]> held = new WatermarkClients(watermark).hold(real);
    real.assign(List.of(P0, P1));
    real.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    Full full = new Full();
    watermark.register(full);
    real.addRecord(new ConsumerRecord<>("events", 0, 0, null, null));
    real.addRecord(new ConsumerRecord<>("events", 1, 0, null, null));

    assertThat(held.poll(Duration.ZERO).partitions()).containsExactly(P1);
    assertThat(real.paused()).isEmpty();

    full.isFull = false;
    assertThat(held.poll(Duration.ZERO).partitions()).containsExactly(P0);
  }

  @Test
  void partitionThatKafkaStreamsPaused_staysPaused() {
    MockConsumer<byte[], byte[]> real = new MockConsumer<>("earliest");
    real.assign(List.of(P0));
    real.updateBeginningOffsets(Map.of(P0, 0L));
    real.pause(List.of(P0));
    watermark.register(new Full());

    new WatermarkClients(watermark).hold(real).poll(Duration.ZERO);

    assertThat(real.paused()).containsExactly(P0);
  }

  private static final class Full implements Unfinished {
    private boolean isFull = true;

    @Override
    public OptionalLong lowest(TopicPartition partition) {
      return OptionalLong.empty();
    }

    @Override
    public boolean full(TopicPartition partition) {
      return isFull && partition.equals(P0);
    }
  }

  @Test
  void readerOfTemplates_sleepsUntilSomethingComes_howeverShortThePollsOfOthersAre() {
    List<Duration> polls = new ArrayList<>();
    Consumer<byte[], byte[]> global =
        WatermarkClients.rest(
            new MockConsumer<byte[], byte[]>("earliest") {
              @Override
              public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                polls.add(timeout);
                return ConsumerRecords.empty();
              }
            });

    global.poll(Duration.ofMillis(10));
    global.poll(Duration.ofSeconds(30));

    assertThat(polls).containsExactly(Duration.ofMillis(200), Duration.ofSeconds(30));
  }

  @Test
  void commitWithoutOffsets_isRefused() {
    Consumer<?, ?> guarded =
        new WatermarkClients(watermark).guard(Consumer.class, new MockConsumer<>("earliest"));

    assertThatThrownBy(guarded::commitSync).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void guardedClient_throwsWhatTheClientThrows() {
    MockProducer<byte[], byte[]> real =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    Producer<?, ?> guarded = new WatermarkClients(watermark).guard(Producer.class, real);

    assertThatThrownBy(guarded::beginTransaction).isInstanceOf(IllegalStateException.class);
  }

  private long lowered(long wanted) {
    return watermark.lower(offset(wanted)).get(P0).offset();
  }

  private static Map<TopicPartition, OffsetAndMetadata> offset(long offset) {
    return Map.of(P0, new OffsetAndMetadata(offset));
  }

  private static Unfinished at(TopicPartition partition, long offset) {
    return asked -> asked.equals(partition) ? OptionalLong.of(offset) : OptionalLong.empty();
  }
}
