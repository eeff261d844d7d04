package io.blipstream.topology.watermark;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** Somebody who takes records and forwards what becomes of them later. */
@FunctionalInterface
public interface Unfinished {
  /**
   * Offset of the first record of a partition whose results were not all forwarded; empty where
   * there is none. Called by the stream thread, at every commit.
   */
  OptionalLong lowest(TopicPartition partition);
}
