package io.blipstream.ops.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Timing;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page on capacity foretells, beside what comes of it in virtual time. */
class SimulatedFleetTest {
  private static final int INSTRUCTIONS = 3;
  private static final double PEAK = 2;

  /** About what two cores and the shipped checkpoint take; a call costs something by itself. */
  private static final Pace PACE =
      new Pace(micros(3_000, 2_200), micros(1_500, 350), micros(1_500, 350), micros(500, 80), 5);

  private static final double RATE = SimulatedFleet.rate(PACE, INSTRUCTIONS);

  @ParameterizedTest
  @ValueSource(longs = {100_000, 1_000_000, 10_000_000, 40_000_000})
  void plannedInstances_keepUp(long picturesADay) {
    Demand demand = new Demand(picturesADay, INSTRUCTIONS, PEAK, 100_000);
    // As the page says: two rates are measured, and a third number of instructions is wanted.
    DeviceCost cost =
        DeviceCost.of(1, SimulatedFleet.rate(PACE, 1), 14, SimulatedFleet.rate(PACE, 14));
    Advice advice = Advice.of(cost.rate(INSTRUCTIONS), demand.requests(), 0);
    long[] waiting = fleet(advice.instances()).waiting(demand.pictures(), 0, 600);
    double seconds = Arrays.stream(waiting).skip(60).max().orElseThrow() / demand.pictures();
    assertThat(seconds).as("of arrivals that wait, at worst").isLessThan(2);
  }

  /** One fewer than answers at all what comes: what waits grows by what is too much, for ever. */
  @ParameterizedTest
  @ValueSource(longs = {10_000_000, 40_000_000})
  void tooFewInstances_fallBehindWithoutEnd(long picturesADay) {
    Demand demand = new Demand(picturesADay, INSTRUCTIONS, PEAK, 100_000);
    Advice advice = Advice.of(RATE, demand.requests(), 0);
    int tooFew = (int) Math.ceil(advice.load() * advice.instances()) - 1;
    assertThat(tooFew).isLessThan(advice.instances()).isPositive();
    double answered = tooFew * RATE * Advice.PIPELINE_SHARE / INSTRUCTIONS;
    double tooMuch = demand.pictures() - answered;
    long[] waiting = fleet(tooFew).waiting(demand.pictures(), 0, 1_200);
    double grown = (waiting[1_199] - waiting[599]) / 600.0;
    assertThat(tooMuch).isPositive();
    assertThat(grown).as("events a second").isCloseTo(tooMuch, within(0.15 * tooMuch));
  }

  /** So that an instance more or fewer is what the page says of it. */
  @Test
  void outage_isMadeUpInTheTimeThatIsForetold() {
    Demand demand = new Demand(40_000_000, INSTRUCTIONS, PEAK, 100_000);
    Advice planned = Advice.of(RATE, demand.requests(), 0);
    double foretold = planned.drain();
    assertThat(drain(planned.instances(), demand)).isCloseTo(foretold, within(0.1 * foretold));
    double load = planned.load() * planned.instances() / (planned.instances() - 2);
    double longer = new Advice(planned.instances() - 2, 6, load).drain();
    assertThat(longer).isGreaterThan(Advice.HIGHEST_LOAD / (1 - Advice.HIGHEST_LOAD));
    assertThat(drain(planned.instances() - 2, demand)).isCloseTo(longer, within(0.1 * longer));
  }

  /** Seconds until all is answered again, for each of an outage. */
  private static double drain(int instances, Demand demand) {
    int outage = 300;
    long[] waiting = fleet(instances).waiting(demand.pictures(), outage, 3_000);
    for (int second = outage; second < waiting.length; second++) {
      if (waiting[second] < demand.pictures()) {
        return (double) (second - outage) / outage;
      }
    }
    throw new AssertionError("never");
  }

  private static SimulatedFleet fleet(int instances) {
    return new SimulatedFleet(PACE, INSTRUCTIONS, instances, 4 * instances);
  }

  private static Timing micros(int call, int item) {
    return new Timing(Duration.ofNanos(call * 1_000L), Duration.ofNanos(item * 1_000L));
  }
}
