package io.blipstream.topology.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeTransactionsTest {
  private final AwayBroker broker = new AwayBroker();
  private final Producer<byte[], byte[]> producer = WatermarkClients.whole(broker);
  private final ConsumerGroupMetadata group =
      new MockConsumer<byte[], byte[]>("earliest").groupMetadata();

  @BeforeEach
  void aResultIsSent() {
    producer.initTransactions();
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>("captions", new byte[1]));
  }

  @Test
  void transactionInWhichNothingTimedOut_isCommitted() {
    producer.sendOffsetsToTransaction(offsets(), group);
    producer.commitTransaction();

    assertThat(broker.history()).hasSize(1);
  }

  @Test
  void partitionsThatCouldNotBeAskedFor_makeWhatWasSentBeforeUncommittable() {
    broker.away = true;
    assertThatThrownBy(() -> producer.partitionsFor("captions"))
        .isInstanceOf(TimeoutException.class);
    broker.away = false;

    // As Kafka Streams does on its way to revive the task: no offsets of it, but its results.
    assertThatThrownBy(() -> producer.sendOffsetsToTransaction(Map.of(), group))
        .isInstanceOf(CommitFailedException.class);
    assertThatThrownBy(producer::commitTransaction).isInstanceOf(CommitFailedException.class);
    assertThat(broker.history()).isEmpty();
  }

  @Test
  void commitThatTimedOut_isNotTriedAgain_andNamesTheReason() {
    broker.commitTransactionException = new TimeoutException("after 60 s");
    assertThatThrownBy(producer::commitTransaction)
        .isInstanceOf(CommitFailedException.class)
        .hasRootCauseMessage("after 60 s");
    broker.commitTransactionException = null;

    assertThatThrownBy(producer::commitTransaction).isInstanceOf(CommitFailedException.class);
    assertThat(broker.history()).isEmpty();
  }

  @Test
  void offsetsThatTimedOut_areNotFollowedByACommit() {
    broker.sendOffsetsToTransactionException = new TimeoutException("after 60 s");
    assertThatThrownBy(() -> producer.sendOffsetsToTransaction(offsets(), group))
        .isInstanceOf(CommitFailedException.class);

    assertThatThrownBy(producer::commitTransaction).isInstanceOf(CommitFailedException.class);
    assertThat(broker.history()).isEmpty();
  }

  @Test
  void nextTransactionAfterAnAbort_isWholeAgain() {
    broker.away = true;
    assertThatThrownBy(() -> producer.partitionsFor("captions"))
        .isInstanceOf(TimeoutException.class);
    broker.away = false;
    producer.abortTransaction();
    producer.beginTransaction();

    assertThatCode(producer::commitTransaction).doesNotThrowAnyException();
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets() {
    return Map.of(new TopicPartition("events", 0), new OffsetAndMetadata(1));
  }

  /** A producer whose broker can be away when it is asked for partitions. */
  private static final class AwayBroker extends MockProducer<byte[], byte[]> {
    boolean away;

    AwayBroker() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
      if (away) {
        throw new TimeoutException("Topic " + topic + " not present in metadata after 60000 ms.");
      }
      return List.of();
    }
  }
}
