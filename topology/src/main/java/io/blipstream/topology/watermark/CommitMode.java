package io.blipstream.topology.watermark;

/** How work in flight and what is committed are kept consistent. */
public enum CommitMode {
  /**
   * Nothing waits: results are forwarded as each partition's completed prefix, and the offsets that
   * are committed are lowered to the first record that is not forwarded.
   */
  LOW_WATERMARK,
  /**
   * A commit waits until all that is in flight is forwarded. For topologies with state upstream,
   * which does not go back with lowered offsets; it empties the device at every commit.
   */
  DRAIN
}
