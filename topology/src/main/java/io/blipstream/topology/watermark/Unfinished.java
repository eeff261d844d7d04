package io.blipstream.topology.watermark;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Somebody who takes records and forwards what becomes of them later. Asked by the stream thread
 * that registered it, and by no other.
 */
@FunctionalInterface
public interface Unfinished {
  /**
   * Offset of the first record of a partition whose results were not all forwarded; empty where
   * there is none. Asked at every commit.
   */
  OptionalLong lowest(TopicPartition partition);

  /**
   * Whether so much of a partition is held already that no more of it should be read now. Asked at
   * every poll; what was polled before still comes.
   */
  default boolean full(TopicPartition partition) {
    return false;
  }
}
