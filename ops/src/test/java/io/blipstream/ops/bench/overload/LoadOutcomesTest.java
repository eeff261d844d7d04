package io.blipstream.ops.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadOutcomesTest {
  private final Sightings sightings = new Sightings();
  private final LoadOutcomes outcomes = sightings.outcomes();

  @Test
  void eachFeedsOutcomes_areItsOwn() {
    int live = sightings.send(Feed.LIVE);
    int bulk = sightings.send(Feed.BULK);
    int spoilt = sightings.send(Feed.BULK);
    sightings.pass(1_500);
    sightings.answer(Feed.LIVE, live);
    sightings.expire(Feed.BULK, bulk);
    sightings.letter(Feed.BULK, spoilt);

    assertThat(outcomes.complete()).isTrue();
    assertThat(outcomes.events()).isEqualTo(3);
    assertThat(outcomes.ok()).isEqualTo(1);
    assertThat(outcomes.account(Feed.LIVE).findings(5))
        .containsEntry("answered", 1)
        .containsEntry("expired", 0)
        .containsEntry("p99_seconds", 1.5);
    assertThat(outcomes.account(Feed.BULK).findings(5))
        .containsEntry("events", 2)
        .containsEntry("answered", 0)
        .containsEntry("expired", 1)
        .containsEntry("dead_letters", 1)
        .containsEntry("in_time", 0.5);
  }

  @Test
  void whatIsExpiredMissingOrLate_isNotInTime() {
    for (int i = 0; i < 4; i++) {
      sightings.send(Feed.LIVE);
    }
    sightings.pass(5_000);
    sightings.answer(Feed.LIVE, 0);
    sightings.expire(Feed.LIVE, 1);
    sightings.pass(1);
    sightings.answer(Feed.LIVE, 2);

    assertThat(outcomes.account(Feed.LIVE).inTime(5)).isEqualTo(0.25);
    assertThat(outcomes.account(Feed.BULK).inTime(5)).as("nothing was sent").isZero();
  }

  @Test
  void numbersOfFeeds_neverMeet() {
    for (Feed feed : Feed.values()) {
      assertThat(Feed.ofNumber(feed.number(7))).isEqualTo(feed);
      assertThat(Feed.indexOfNumber(feed.number(7))).isEqualTo(7);
      assertThat(feed.partition(7)).isBetween(0, Feed.PARTITIONS - 1);
    }
  }

  @Test
  void load_isTheFactorTimesTheCapacity_andTheLiveFeedsBesideIt() {
    assertThat(Feed.LOAD.stream().mapToDouble(feed -> feed.rate(50, 10)).sum())
        .isCloseTo(50 * 10.12, org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void deadlines_leaveMostOfTheLoadToBeSeenExpiring() {
    OverloadPlan plan = new OverloadPlan(600, 10, Map.of(), "main");
    assertThat(plan.deadline(Feed.BULK)).isEqualTo(Duration.ofSeconds(60));
    assertThat(plan.deadline(Feed.STANDARD)).isEqualTo(Duration.ofSeconds(30));
    assertThat(plan.deadline(Feed.LIVE)).isEqualTo(Duration.ofSeconds(5));
    assertThat(new OverloadPlan(6, 10, Map.of(), "main").deadline(Feed.BULK))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void loadOfNothing_isRefused() {
    for (int[] each : List.of(new int[] {1, 10}, new int[] {10, 0})) {
      assertThatThrownBy(() -> new OverloadPlan(each[0], each[1], Map.of(), "main"))
          .isInstanceOf(FatalException.class);
    }
  }

  @Test
  void heap_isTheHistogramsTotal_andNothingElse() throws Exception {
    assertThat(
            LiveHeap.total(
                Stream.of("   1:        2        48  Total", "Total        123       4567890")))
        .isEqualTo(4_567_890);
    assertThatThrownBy(() -> LiveHeap.total(Stream.of("no such process")))
        .isInstanceOf(IOException.class);
  }
}
