package io.blipstream.topology.watermark;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads on only what there is room for: around a poll, the partitions that are full are paused.
 *
 * <p>Kafka Streams has no way to say "not ready", and the obvious alternative, blocking in {@code
 * process()}, was tried and rejected: a thread that is blocked by a slow device commits nothing, so
 * that its open transaction times out; it joins no rebalance, so that the others' do; and beyond
 * {@code max.poll.interval.ms} it loses its tasks. What it had done is then done again, without
 * end. A thread that goes on polling keeps all three promises whatever the device takes.
 */
record HeldReading(CommitWatermark inFlight) {
  HeldReading {
    requireNonNull(inFlight, "inFlight");
  }

  /** Whatever {@code poll} gives, of partitions that are not full. Heartbeats go on meanwhile. */
  <R> R around(Consumer<?, ?> consumer, Supplier<R> poll) {
    Set<TopicPartition> full = inFlight.full(consumer.assignment());
    // What Kafka Streams itself has paused stays its own business.
    full.removeAll(consumer.paused());
    if (full.isEmpty()) {
      return poll.get();
    }
    consumer.pause(full);
    try {
      return poll.get();
    } finally {
      full.retainAll(consumer.assignment());
      consumer.resume(full);
    }
  }
}
