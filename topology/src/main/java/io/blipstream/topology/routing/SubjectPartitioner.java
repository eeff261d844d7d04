package io.blipstream.topology.routing;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Places a result, keyed {@code subject/instruction}, where Kafka's default partitioner would place
 * a record keyed by the subject alone: all results of a subject stay in one partition, and join
 * with what others key by subject.
 */
public final class SubjectPartitioner implements StreamPartitioner<byte[], byte[]> {
  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, byte[] value, int numPartitions) {
    return Optional.of(Set.of(partition(key, numPartitions)));
  }

  /** The same for a producer of one's own. */
  public static int partition(byte[] key, int partitions) {
    byte[] subject = Arrays.copyOf(key, ResultKey.subjectLength(key));
    return Utils.toPositive(Utils.murmur2(subject)) % partitions;
  }
}
