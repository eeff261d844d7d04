package io.blipstream.topology.shadow;

import java.util.concurrent.atomic.LongAdder;

/** Counts; any thread. */
final class ShadowCounters {
  final LongAdder chosen = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder compared = new LongAdder();
  final LongAdder sameText = new LongAdder();

  ShadowStats read() {
    return new ShadowStats(
        chosen.sum(), dropped.sum(), failed.sum(), compared.sum(), sameText.sum());
  }
}
