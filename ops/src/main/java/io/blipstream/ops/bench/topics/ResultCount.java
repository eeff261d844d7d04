package io.blipstream.ops.bench.topics;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Counts results, committed ones only, without looking into them. Of one thread. */
public final class ResultCount implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Far longer than any batch. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String deadLetters;

  ResultCount(Map<String, Object> kafka, Topics topics) {
    this(
        kafka,
        List.of(topics.captions(), topics.answers(), topics.questions()),
        topics.deadLetters());
  }

  /**
   * @param sinks whose records count
   * @param deadLetters whose records end the benchmark
   */
  ResultCount(Map<String, Object> kafka, List<String> sinks, String deadLetters) {
    this.consumer =
        CommittedConsumers.fromBeginning(
            kafka, Stream.concat(sinks.stream(), Stream.of(deadLetters)).toList());
    this.deadLetters = deadLetters;
  }

  /**
   * Returns when so many more have come.
   *
   * @throws FatalException for a dead letter, or where nothing comes any more
   */
  public void await(int count) {
    int left = count;
    long heard = System.nanoTime();
    while (left > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.topic().equals(deadLetters)) {
          throw new FatalException(
              FaultCode.INTERNAL, "an event of the benchmark became a dead letter");
        }
        left--;
        heard = System.nanoTime();
      }
      if (System.nanoTime() - heard > SILENCE.toNanos()) {
        throw new FatalException(
            FaultCode.INTERNAL, left + " of " + count + " results are missing, and nothing comes");
      }
    }
    if (left < 0) {
      throw new FatalException(FaultCode.INTERNAL, -left + " results more than were asked for");
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
