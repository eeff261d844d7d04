package io.blipstream.topology.enrichment;

import io.blipstream.topology.routing.SourceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** All pending events of one task, in source order per partition. Its stream thread owns it. */
final class PendingEvents {
  private final Map<TopicPartition, Deque<PendingEvent>> queues = new HashMap<>();

  PendingEvent add(SourceRecord source) {
    PendingEvent event = new PendingEvent(source);
    queues.computeIfAbsent(partition(source), key -> new ArrayDeque<>()).add(event);
    return event;
  }

  /**
   * Takes off each partition's settled prefix. An event leaves only after its consumer returned, so
   * that the watermark never passes one whose forwarding threw.
   */
  void drainSettled(Consumer<PendingEvent> forward) {
    for (Iterator<Deque<PendingEvent>> all = queues.values().iterator(); all.hasNext(); ) {
      Deque<PendingEvent> queue = all.next();
      while (!queue.isEmpty() && queue.peek().stage().settled()) {
        forward.accept(queue.peek());
        queue.remove();
      }
      if (queue.isEmpty()) {
        all.remove();
      }
    }
  }

  /**
   * In source order per partition. Plain loops here and below, no streams: they run over all that
   * is pending with every record that arrives, and streams took a third of the thread's time.
   */
  void forEach(Consumer<PendingEvent> each) {
    for (Deque<PendingEvent> queue : queues.values()) {
      queue.forEach(each);
    }
  }

  /** Those that are wanted, in the same order. */
  List<PendingEvent> all(Predicate<PendingEvent> wanted) {
    List<PendingEvent> all = new ArrayList<>();
    forEach(
        event -> {
          if (wanted.test(event)) {
            all.add(event);
          }
        });
    return all;
  }

  boolean any(Predicate<PendingEvent> wanted) {
    for (Deque<PendingEvent> queue : queues.values()) {
      for (PendingEvent event : queue) {
        if (wanted.test(event)) {
          return true;
        }
      }
    }
    return false;
  }

  int size() {
    int size = 0;
    for (Deque<PendingEvent> queue : queues.values()) {
      size += queue.size();
    }
    return size;
  }

  /** Those of the same partition that came before one that was just added. */
  Stream<PendingEvent> before(PendingEvent last) {
    return queues.get(partition(last.source())).stream().filter(event -> event != last);
  }

  /** Bytes of original records and of pictures in memory. */
  long bytes() {
    long bytes = 0;
    for (Deque<PendingEvent> queue : queues.values()) {
      for (PendingEvent event : queue) {
        bytes += event.bytes();
      }
    }
    return bytes;
  }

  /** Offset of a partition's first event; empty where it has none. */
  OptionalLong lowest(TopicPartition partition) {
    Deque<PendingEvent> queue = queues.get(partition);
    return queue == null
        ? OptionalLong.empty()
        : OptionalLong.of(queue.element().source().offset());
  }

  /** The first event of a partition. */
  Optional<PendingEvent> first(TopicPartition partition) {
    return Optional.ofNullable(queues.get(partition)).map(Deque::element);
  }

  void clear() {
    queues.clear();
  }

  private static TopicPartition partition(SourceRecord source) {
    return new TopicPartition(source.topic(), source.partition());
  }
}
