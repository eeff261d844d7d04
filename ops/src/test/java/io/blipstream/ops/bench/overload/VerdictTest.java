package io.blipstream.ops.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.bench.overload.MemoryHalves.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That each promise can be seen broken. */
class VerdictTest {
  private static final long MIB = 1 << 20;

  private final Sightings sightings = new Sightings();
  private List<Integer> exits = List.of();
  private double sent = 10;
  private double liveInTime = 1;
  private double used = 1;
  private MemoryHalves memory = held(30, 30, 240, 240);

  @Test
  void runInWhichAllWasKept_hasNothingBroken() {
    sightings.answer(Feed.LIVE, sightings.send(Feed.LIVE));

    assertThat(broken()).isEmpty();
  }

  @Test
  void eventWithoutAnOutcome_isLost() {
    sightings.send(Feed.BULK);

    assertThat(broken()).singleElement().asString().isEqualTo("1 lost");
  }

  @Test
  void secondOutcomeOfAnEvent_isDoubled() {
    int index = sightings.send(Feed.BULK);
    sightings.answer(Feed.BULK, index);
    sightings.expire(Feed.BULK, index);

    assertThat(broken()).singleElement().asString().isEqualTo("1 doubled");
  }

  @Test
  void outcomeBeforeThatOfAnEarlierEvent_isOutOfOrder() {
    int first = sightings.send(Feed.LIVE);
    int second = sightings.send(Feed.LIVE);
    sightings.answer(Feed.LIVE, second);
    sightings.answer(Feed.LIVE, first);

    assertThat(broken()).singleElement().asString().isEqualTo("1 out of order");
  }

  @Test
  void applicationThatEnded_isToldWithItsCode() {
    exits = List.of(1);

    assertThat(broken()).singleElement().asString().contains("ended with [1]");
  }

  @Test
  void loadThatWasNoOverload_isNoSuccess() {
    sent = 8.9;

    assertThat(broken()).singleElement().asString().contains("sent");
  }

  @Test
  void liveEventsThatWereLate_areTold() {
    liveInTime = 0.94;

    assertThat(broken()).singleElement().asString().contains("live").contains("0.940");
  }

  @Test
  void deviceThatWorkedForNobody_isTold() {
    used = 0.16;

    assertThat(broken()).singleElement().asString().contains("used").contains("0.160");
  }

  @Test
  void shareThatCouldNotBeMeasured_isNoSuccess() {
    used = Double.NaN;

    assertThat(broken()).hasSize(1);
  }

  @Test
  void heapThatGrows_isTold_andOneWithinTheMarginIsNot() {
    memory = held(30, 30 + Verdict.HEAP_MARGIN, 240, 240);
    assertThat(broken()).isEmpty();

    memory = held(30, 31 + Verdict.HEAP_MARGIN, 240, 240);
    assertThat(broken()).singleElement().asString().contains("heap grew from 30 to 47 MiB");
  }

  @Test
  void processThatGrows_isTold() {
    memory = held(30, 30, 240, 241 + Verdict.RESIDENT_MARGIN);

    assertThat(broken()).singleElement().asString().contains("resident grew");
  }

  @Test
  void muchThatIsHeldFromTheBeginning_isTold() {
    memory = held(Verdict.HEAP_BOUND + 1, 30, Verdict.RESIDENT_BOUND + 1, 240);

    assertThat(broken()).hasSize(2).allSatisfy(each -> assertThat(each).contains("at most"));
  }

  @Test
  void memoryThatNobodySaw_isNoSuccess() {
    memory = new MemoryHalves(List.of());

    assertThat(broken()).singleElement().asString().isEqualTo("memory was not seen");
  }

  private List<String> broken() {
    return new Verdict(sightings.outcomes(), exits, sent, 10, liveInTime, used, memory).broken();
  }

  private static MemoryHalves held(
      long firstHeap, long secondHeap, long firstResident, long secondResident) {
    return new MemoryHalves(
        List.of(
            new Sample(firstHeap * MIB, firstResident * MIB),
            new Sample(MIB, MIB),
            new Sample(MIB, MIB),
            new Sample(secondHeap * MIB, secondResident * MIB)));
  }
}
