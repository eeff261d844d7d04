package io.blipstream.runtime.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Arrivals, lanes, feeds, deadlines and a device of changing speed, all in made-up time: what an
 * hour of the real engine would show in milliseconds, and the same for the same seed.
 */
class VirtualTimeProperties {
  private static final int LANES = 3;

  private static final class Request {
    private final int number;
    private final int lane;
    private final String feed;
    private final int arrival;
    private final Optional<Integer> deadline;
    private int outcomes;
    private boolean expired;
    private int begun = -1;
    private int ended = -1;

    private Request(int number, int arrival, Random random) {
      this.number = number;
      this.lane = random.nextInt(LANES);
      this.feed = "feed" + random.nextInt(4);
      this.arrival = arrival;
      this.deadline =
          random.nextInt(3) == 0 ? Optional.empty() : Optional.of(arrival + random.nextInt(120));
    }

    private void end(int now, boolean late) {
      outcomes++;
      expired = late;
      ended = now;
    }

    @Override
    public String toString() {
      return "request " + number + " in lane " + lane + " at " + arrival + " until " + deadline;
    }
  }

  /** One device, one request at a time, so many ticks each. */
  private static final class Simulation {
    private final FairQueue<Request> queue = new FairQueue<>(LANES, Map.of("feed0", 3.0));
    private final Deadlines<Request> deadlines = new Deadlines<>();
    private final Random random;
    private final int slowest;
    private Request running;
    private int freeAt;
    private int now;

    private Simulation(Random random, int slowest) {
      this.random = random;
      this.slowest = slowest;
    }

    private void run(Queue<Request> arriving) {
      while (!arriving.isEmpty() || queue.size() > 0 || running != null) {
        while (!arriving.isEmpty() && arriving.peek().arrival == now) {
          Request request = arriving.remove();
          request.deadline.ifPresent(at -> deadlines.add(Instant.ofEpochSecond(at), request));
          queue.add(request.lane, request.feed, 1, request);
        }
        expire();
        compute();
        now++;
      }
    }

    private void expire() {
      Instant time = Instant.ofEpochSecond(now);
      for (Optional<Request> late = deadlines.pollDue(time);
          late.isPresent();
          late = deadlines.pollDue(time)) {
        late.get().end(now, true);
        queue.remove(late.get());
      }
    }

    private void compute() {
      if (running != null && now >= freeAt) {
        if (running.outcomes == 0) {
          running.end(now, false);
          deadlines.remove(running);
        }
        running = null;
      }
      if (running == null) {
        running = queue.poll(lane -> true);
        if (running != null) {
          running.begun = now;
          freeAt = now + 1 + random.nextInt(slowest);
        }
      }
    }
  }

  @Property(tries = 300)
  void noRequestOutlivesItsDeadline_andWhatIsTooLateNeverTouchesTheDevice(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 30) int slowest) {
    List<Request> all = simulate(seed, count, slowest);

    assertThat(all)
        .allSatisfy(
            request -> {
              assertThat(request.outcomes).as("outcomes of %s", request).isEqualTo(1);
              request.deadline.ifPresent(
                  at -> {
                    assertThat(request.ended).as("%s", request).isLessThanOrEqualTo(at);
                    assertThat(request.expired).as("%s", request).isEqualTo(request.ended == at);
                    assertThat(request.begun).as("%s", request).isLessThan(at);
                  });
              assertThat(request.expired && request.deadline.isEmpty()).isFalse();
            });
  }

  @Property(tries = 300)
  void urgentRequestWaitsForNoMoreThanItsOwnLaneAndOnePartInSixteen(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int count) {
    List<Request> all = simulate(seed, count, 5);

    for (Request urgent : all) {
      if (urgent.lane == 0 && urgent.begun >= 0) {
        long others = begunWhileWaiting(all, urgent, false);
        long own = begunWhileWaiting(all, urgent, true);
        // each less urgent lane has its turn once in sixteen, and may be due as it arrives
        assertThat(others)
            .as("%s waited for %s of its lane", urgent, own)
            .isLessThanOrEqualTo((LANES - 1) * (2 + (own + LANES) / LaneTurns.PATIENCE));
      }
    }
  }

  private static long begunWhileWaiting(List<Request> all, Request urgent, boolean ofItsLane) {
    return all.stream()
        .filter(other -> other != urgent && (other.lane == 0) == ofItsLane)
        .filter(other -> other.begun >= urgent.arrival && other.begun < urgent.begun)
        .count();
  }

  /** All of them, whatever their outcome. */
  private static List<Request> simulate(long seed, int count, int slowest) {
    Random random = new Random(seed);
    List<Request> all = new ArrayList<>();
    int horizon = 1 + random.nextInt(4 * count);
    for (int i = 0; i < count; i++) {
      all.add(new Request(i, random.nextInt(horizon), random));
    }
    Queue<Request> arriving =
        new PriorityQueue<>(
            Comparator.<Request>comparingInt(request -> request.arrival)
                .thenComparingInt(request -> request.number));
    arriving.addAll(all);
    new Simulation(random, slowest).run(arriving);
    return all;
  }
}
