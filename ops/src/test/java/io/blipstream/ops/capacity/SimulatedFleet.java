package io.blipstream.ops.capacity;

import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Timing;
import io.blipstream.runtime.engine.schedule.FairQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Instances of the application in virtual time: events come at random, each to a partition and so
 * to its instance, wait in the engine's own queue, and are taken in batches that last as long as
 * the {@linkplain io.blipstream.runtime.engine.network.SimulatedNetwork simulated network} is told
 * to take. An hour of a large fleet passes in a second. {@link SimulatedDeviceIT} holds one such
 * instance to the real engine.
 */
final class SimulatedFleet {
  private static final int LANE = 0;
  private static final int BATCH = 16;

  private final Pace pace;
  private final int instructions;
  private final Random random = new Random(20_26);

  /** Where events wait, one for each instance. */
  private final List<FairQueue<Long>> queues = new ArrayList<>();

  private final PriorityQueue<Batch> running =
      new PriorityQueue<>(Comparator.comparingDouble(Batch::end));
  private final boolean[] busy;
  private final int partitions;
  private double outageEnd;

  private record Batch(double end, int instance, int pictures) {}

  /**
   * @param instructions of each event, which has one picture
   */
  SimulatedFleet(Pace pace, int instructions, int instances, int partitions) {
    this.pace = pace;
    this.instructions = instructions;
    this.partitions = partitions;
    this.busy = new boolean[instances];
    for (int i = 0; i < instances; i++) {
      queues.add(new FairQueue<>(1, Map.of()));
    }
  }

  /** Instructions that one device answers in a second where there is always more to do. */
  static double rate(Pace pace, int instructions) {
    return BATCH * instructions / deviceSeconds(pace, BATCH, instructions);
  }

  /**
   * @param arrivals events a second, the mean
   * @param outage seconds at the beginning in which they come and none is answered
   * @return events that are not answered yet, at the end of each second
   */
  long[] waiting(double arrivals, int outage, int seconds) {
    long[] waiting = new long[seconds];
    outageEnd = outage;
    long come = 0;
    long answered = 0;
    double arrival = pause(arrivals);
    for (int second = 0; second < seconds; second++) {
      if (second == outage) {
        wake();
      }
      double end = second + 1;
      while (arrival < end || nextEnd() < end) {
        if (arrival <= nextEnd()) {
          int instance = random.nextInt(partitions) % busy.length;
          queues.get(instance).add(LANE, "feed", 1, come++);
          begin(instance, arrival);
          arrival += pause(arrivals);
        } else {
          Batch done = running.remove();
          answered += done.pictures();
          busy[done.instance()] = false;
          begin(done.instance(), done.end());
        }
      }
      waiting[second] = come - answered;
    }
    return waiting;
  }

  private void wake() {
    for (int i = 0; i < busy.length; i++) {
      begin(i, outageEnd);
    }
  }

  /** The next batch of an instance, unless it has one or has nothing to do. */
  private void begin(int instance, double now) {
    FairQueue<Long> queue = queues.get(instance);
    if (busy[instance] || queue.size() == 0 || now < outageEnd) {
      return;
    }
    int pictures = 0;
    while (pictures < BATCH && queue.poll(lane -> true) != null) {
      pictures++;
    }
    double seconds = deviceSeconds(pace, pictures, instructions) / Advice.PIPELINE_SHARE;
    running.add(new Batch(now + seconds, instance, pictures));
    busy[instance] = true;
  }

  private double nextEnd() {
    return running.isEmpty() ? Double.POSITIVE_INFINITY : running.peek().end();
  }

  /** Between two arrivals that know nothing of each other. */
  private double pause(double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }

  private static double deviceSeconds(Pace pace, int pictures, int instructions) {
    int prompts = pictures * instructions;
    return seconds(pace.vision(), pictures)
        + seconds(pace.qformer(), prompts)
        + seconds(pace.reading(), prompts)
        + pace.answerTokens() * seconds(pace.step(), prompts);
  }

  private static double seconds(Timing timing, int items) {
    return (timing.call().toNanos() + (double) items * timing.item().toNanos()) / 1e9;
  }
}
