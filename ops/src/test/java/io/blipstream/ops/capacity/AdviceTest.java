package io.blipstream.ops.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AdviceTest {
  @Property
  void adviceIsEnough_andNotOneInstanceTooMany(
      @ForAll @DoubleRange(min = 1, max = 1e5) double rate,
      @ForAll @DoubleRange(min = 0.1, max = 1e5) double wanted,
      @ForAll @DoubleRange(min = 0, max = 1e10) double bytes) {
    Advice advice = Advice.of(rate, wanted, bytes);
    double one = rate * Advice.PIPELINE_SHARE;
    assertThat(advice.load()).isLessThanOrEqualTo(Advice.HIGHEST_LOAD + 1e-9);
    assertThat((advice.instances() - 1) * one * Advice.HIGHEST_LOAD)
        .isLessThan(wanted * (1 + 1e-9));
    assertThat(advice.partitions() % advice.instances()).as("equal shares").isZero();
    assertThat(advice.partitions()).isGreaterThanOrEqualTo(6);
    assertThat(advice.partitions() * 10e6).isGreaterThanOrEqualTo(bytes);
  }

  @Test
  void whatCameDuringAnOutage_isMadeUpWithWhatIsLeft() {
    Advice half = new Advice(1, 6, 0.5);
    assertThat(half.drain()).isEqualTo(1);
    assertThat(new Advice(1, 6, 0.75).drain()).isCloseTo(3, within(1e-12));
  }

  @Test
  void twoRates_giveTheCostOfPicturesAndInstructions() {
    DeviceCost known = new DeviceCost(0.004, 0.001);
    DeviceCost found = DeviceCost.of(1, known.rate(1), 10, known.rate(10));
    assertThat(found.picture()).isCloseTo(0.004, within(1e-9));
    assertThat(found.instruction()).isCloseTo(0.001, within(1e-9));
    assertThat(known.rate(1)).isCloseTo(200, within(1e-9));
    assertThatThrownBy(() -> DeviceCost.of(1, 100, 10, 1_500))
        .as("more work in less time")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBe_isRefused() {
    assertThatThrownBy(() -> Advice.of(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Advice.of(1e-9, 1e9, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Advice.of(Double.NaN, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void brokersCarryEventsResultsAndReplicas() {
    Demand demand = new Demand(864_000, 2, 1, 9_000);
    BrokerLoad load = BrokerLoad.of(demand, 3, 2);
    double events = 10 * 10_000.0;
    double results = 20.0 * BrokerLoad.RESULT_BYTES + 10.0 * BrokerLoad.MEMORY_BYTES;
    assertThat(load.bytesIn()).isCloseTo(events + results, within(1e-6));
    assertThat(load.bytesOut()).isCloseTo(events + events + results, within(1e-6));
    assertThat(load.stored()).isCloseTo((events + results) * 86_400 * 2, within(1.0));
    assertThat(load.transactions()).isEqualTo(30);
  }
}
