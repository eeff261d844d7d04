package io.blipstream.runtime.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** In virtual time: one service is one tick. */
class FairQueueProperties {
  private record Item(int lane, String feed, int number) {}

  @Property(tries = 100)
  void feedsShareALaneByTheSquareRootOfTheirBacklog(
      @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 1, max = 400) Integer> backlogs) {
    FairQueue<Item> queue = new FairQueue<>(1, Map.of());
    int number = 0;
    for (int f = 0; f < backlogs.size(); f++) {
      for (int i = 0; i < backlogs.get(f); i++) {
        queue.add(0, "feed" + f, 1, new Item(0, "feed" + f, number++));
      }
    }
    double roots = backlogs.stream().mapToDouble(Math::sqrt).sum();
    Map<String, Integer> served = new HashMap<>();
    int ticks = 4_000;
    for (int t = 0; t < ticks; t++) {
      Item item = queue.poll(lane -> true);
      served.merge(item.feed(), 1, Integer::sum);
      queue.add(0, item.feed(), 1, new Item(0, item.feed(), number++)); // the backlog stays
    }
    for (int f = 0; f < backlogs.size(); f++) {
      double share = Math.sqrt(backlogs.get(f)) / roots;
      assertThat(served.getOrDefault("feed" + f, 0))
          .as("%s of %s", "feed" + f, backlogs)
          .isCloseTo((int) Math.round(share * ticks), within(2));
    }
  }

  @Property(tries = 50)
  void weightsMultiplyTheShare(@ForAll @IntRange(min = 2, max = 9) int weight) {
    FairQueue<Item> queue = new FairQueue<>(1, Map.of("heavy", (double) weight));
    int number = 0;
    for (int i = 0; i < 100; i++) {
      queue.add(0, "heavy", 1, new Item(0, "heavy", number++));
      queue.add(0, "light", 1, new Item(0, "light", number++));
    }
    int heavy = 0;
    for (int t = 0; t < 1_000; t++) {
      Item item = queue.poll(lane -> true);
      heavy += item.feed().equals("heavy") ? 1 : 0;
      queue.add(0, item.feed(), 1, new Item(0, item.feed(), number++));
    }
    assertThat(heavy).isCloseTo(1_000 * weight / (weight + 1), within(2));
  }

  @Property(tries = 50)
  void feedThatAlwaysHasOneGetsNoMoreThanItsRoot(
      @ForAll @IntRange(min = 4, max = 400) int backlog) {
    FairQueue<Item> queue = new FairQueue<>(1, Map.of());
    int number = 0;
    for (int i = 0; i < backlog; i++) {
      queue.add(0, "large", 1, new Item(0, "large", number++));
    }
    queue.add(0, "single", 1, new Item(0, "single", number++));
    int single = 0;
    int ticks = 2_000;
    for (int t = 0; t < ticks; t++) {
      Item item = queue.poll(lane -> true);
      single += item.feed().equals("single") ? 1 : 0;
      // it leaves and comes back, and owes what it was served
      queue.add(0, item.feed(), 1, new Item(0, item.feed(), number++));
    }
    assertThat((double) single / ticks).isCloseTo(1 / (1 + Math.sqrt(backlog)), within(0.01));
  }

  @Property(tries = 100)
  void noLaneStarves(@ForAll @IntRange(min = 1, max = 3) int busyLanes, @ForAll long seed) {
    Random random = new Random(seed);
    FairQueue<Item> queue = new FairQueue<>(4, Map.of());
    int number = 0;
    queue.add(busyLanes, "quiet", 1, new Item(busyLanes, "quiet", number++));
    for (int tick = 0; tick < 200; tick++) {
      for (int lane = 0; lane < busyLanes; lane++) {
        queue.add(lane, "busy" + random.nextInt(3), 1, new Item(lane, "busy", number++));
      }
      if (queue.poll(lane -> true).feed().equals("quiet")) {
        assertThat(tick).isLessThanOrEqualTo(LaneTurns.PATIENCE * busyLanes + busyLanes);
        return;
      }
    }
    throw new AssertionError("starved for 200 services");
  }

  @Property(tries = 100)
  void moreUrgentLaneGetsAllButOnePartInSixteen(@ForAll @IntRange(min = 1, max = 50) int cost) {
    FairQueue<Item> queue = new FairQueue<>(2, Map.of());
    int number = 0;
    int urgent = 0;
    for (int tick = 0; tick < 1_600; tick++) {
      queue.add(0, "a", cost, new Item(0, "a", number++));
      queue.add(1, "b", cost, new Item(1, "b", number++));
      urgent += queue.poll(lane -> true).lane() == 0 ? 1 : 0;
    }
    assertThat(urgent).isBetween(1_490, 1_510);
  }

  @Property(tries = 200)
  void everythingIsServedOnce_inOrderWithinItsFeed_andNothingWaitsWhileAnythingCanBeServed(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int items) {
    Random random = new Random(seed);
    FairQueue<Item> queue = new FairQueue<>(3, Map.of("f0", 0.25, "f1", 4.0));
    Map<String, Integer> last = new HashMap<>();
    Set<Item> left = new HashSet<>();
    List<Item> inside = new ArrayList<>();
    int number = 0;
    while (number < items || !left.isEmpty()) {
      if (number < items && random.nextInt(3) > 0) {
        Item item = new Item(random.nextInt(3), "f" + random.nextInt(4), number++);
        queue.add(item.lane(), item.feed(), 1 + random.nextInt(5), item);
        left.add(item);
        inside.add(item);
      } else if (!inside.isEmpty() && random.nextInt(10) == 0) {
        Item gone = inside.remove(random.nextInt(inside.size()));
        assertThat(queue.remove(gone)).isEqualTo(left.remove(gone));
      } else {
        Item item = queue.poll(lane -> true);
        assertThat(item == null).as("work conserving").isEqualTo(left.isEmpty());
        if (item != null) {
          assertThat(left.remove(item)).as("served once").isTrue();
          String order = item.lane() + item.feed();
          assertThat(item.number()).isGreaterThan(last.getOrDefault(order, -1));
          last.put(order, item.number());
        }
      }
      assertThat(queue.size()).isEqualTo(left.size());
    }
  }

  @Example
  void laneThatCannotBeServedIsPassedOverAndLosesNothing() {
    FairQueue<Item> queue = new FairQueue<>(2, Map.of());
    queue.add(0, "a", 1, new Item(0, "a", 0));
    queue.add(1, "b", 1, new Item(1, "b", 1));
    assertThat(queue.poll(lane -> lane == 1).feed()).isEqualTo("b");
    assertThat(queue.poll(lane -> lane == 1)).isNull();
    assertThat(queue.poll(lane -> true).feed()).isEqualTo("a");
  }
}
