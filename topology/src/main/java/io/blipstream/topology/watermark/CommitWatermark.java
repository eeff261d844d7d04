package io.blipstream.topology.watermark;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What is in flight, as the clients of a stream thread need to know it: offsets are lowered on
 * their way to a commit to the first record that is not finished, and partitions that are held too
 * much of are not read on. One per application; each stream thread sees only what it registered
 * itself, so that a task which moved to another thread cannot be asked through its old owner.
 */
public final class CommitWatermark {
  private final ThreadLocal<Set<Unfinished>> ofThisThread = ThreadLocal.withInitial(HashSet::new);

  /** From now on asked at each commit and poll of the calling stream thread. */
  public void register(Unfinished unfinished) {
    ofThisThread.get().add(unfinished);
  }

  /** No longer asked. Called by the thread that registered it. */
  public void unregister(Unfinished unfinished) {
    ofThisThread.get().remove(unfinished);
  }

  /** What may be committed of what Kafka Streams wants to commit. */
  public Map<TopicPartition, OffsetAndMetadata> lower(
      Map<TopicPartition, OffsetAndMetadata> wanted) {
    Map<TopicPartition, OffsetAndMetadata> allowed = new HashMap<>(wanted);
    allowed.replaceAll(this::lower);
    return allowed;
  }

  /** Those partitions that should not be read on now. */
  Set<TopicPartition> full(Collection<TopicPartition> partitions) {
    return partitions.stream().filter(this::isFull).collect(toSet());
  }

  /** Whether a partition should not be read on now. */
  public boolean isFull(TopicPartition partition) {
    return ofThisThread.get().stream().anyMatch(each -> each.full(partition));
  }

  private OffsetAndMetadata lower(TopicPartition partition, OffsetAndMetadata wanted) {
    long offset = wanted.offset();
    for (Unfinished unfinished : ofThisThread.get()) {
      OptionalLong lowest = unfinished.lowest(partition);
      if (lowest.isPresent()) {
        offset = Math.min(offset, lowest.getAsLong());
      }
    }
    // The leader epoch belongs to the offset that was wanted; an older one may differ.
    return offset == wanted.offset()
        ? wanted
        : new OffsetAndMetadata(offset, Optional.empty(), wanted.metadata());
  }
}
