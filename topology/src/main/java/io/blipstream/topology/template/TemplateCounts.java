package io.blipstream.topology.template;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the template records read since the start, the reading back at start included. Any
 * thread may read; the global thread writes.
 */
public final class TemplateCounts {
  final LongAdder accepted = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  final LongAdder invalid = new LongAdder();
  final LongAdder contradicting = new LongAdder();

  /** New valid versions. */
  public long accepted() {
    return accepted.sum();
  }

  /** Records that are no template at all. */
  public long unreadable() {
    return unreadable.sum();
  }

  /** Templates that {@link TemplateLint} refuses, or whose key is not their own. */
  public long invalid() {
    return invalid.sum();
  }

  /** Records that would have changed a published version. */
  public long contradicting() {
    return contradicting.sum();
  }
}
