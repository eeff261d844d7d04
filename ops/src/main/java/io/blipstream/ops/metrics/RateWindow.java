package io.blipstream.ops.metrics;

import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.topology.counts.TopologyStats;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counters of the last half minute, from which rates are computed. Not safe for threads: its owner
 * guards it.
 */
final class RateWindow {
  private static final long LENGTH = Duration.ofSeconds(30).toNanos();

  private record Sample(
      long nanos,
      long settled,
      long images,
      long prompts,
      long tokens,
      long busy,
      long processor) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * Adds what was counted up to now.
   *
   * @param nanos of a clock that never goes back
   * @param processor nanoseconds that the process was on processors
   */
  void add(long nanos, TopologyStats topology, EngineStats engine, long processor) {
    Sample last = sample(nanos, topology, engine, processor);
    if (!samples.isEmpty() && last.tokens() < samples.peekLast().tokens()) {
      samples.clear(); // another engine, that counts from nothing
    }
    samples.add(last);
    // The oldest that stays is the last one outside of the window: rates are over all of it.
    while (samples.size() > 2 && nanos - second().nanos() >= LENGTH) {
      samples.remove();
    }
  }

  Rates rates(
      long nanos, TopologyStats topology, EngineStats engine, long processor, long lagRecords) {
    Sample now = sample(nanos, topology, engine, processor);
    Sample then = samples.isEmpty() ? now : samples.peek();
    double seconds = (nanos - then.nanos()) / 1e9;
    long settled = now.settled() - then.settled();
    double events = perSecond((double) settled, seconds);
    long prompts = now.prompts() - then.prompts();
    double busy = (now.busy() - then.busy()) / 1e9;
    return new Rates(
        events,
        perSecond((double) (now.images() - then.images()), seconds),
        perSecond((double) prompts, seconds),
        perSecond((double) (now.tokens() - then.tokens()), seconds),
        engine.workers() == 0 ? 0 : Math.min(1, perSecond(busy, seconds) / engine.workers()),
        each(busy, prompts),
        each(busy, settled),
        each((now.processor() - then.processor()) / 1e9, settled),
        drain(lagRecords, events));
  }

  private static double drain(long lagRecords, double events) {
    if (lagRecords == 0) {
      return 0;
    }
    return events == 0 ? Rates.LONGEST_DRAIN : Math.min(Rates.LONGEST_DRAIN, lagRecords / events);
  }

  private static double each(double seconds, long count) {
    return count <= 0 ? 0 : seconds / count;
  }

  private static double perSecond(double count, double seconds) {
    return seconds <= 0 ? 0 : Math.max(0, count) / seconds;
  }

  private Sample second() {
    return samples.stream().skip(1).findFirst().orElseThrow();
  }

  private static Sample sample(
      long nanos, TopologyStats topology, EngineStats engine, long processor) {
    return new Sample(
        nanos,
        topology.settled(),
        engine.images(),
        engine.answers(),
        engine.tokens(),
        engine.deviceBusyNanos(),
        processor);
  }
}
