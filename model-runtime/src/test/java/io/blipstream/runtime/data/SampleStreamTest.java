package io.blipstream.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.data.DataSetSpec.Generates;
import io.blipstream.runtime.data.Mixture.Balance;
import io.blipstream.runtime.data.SampleStream.Drawn;
import io.blipstream.runtime.data.SampleStream.State;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SampleStreamTest {
  @Property(tries = 200)
  void shares_areSquareRoots(
      @ForAll @IntRange(min = 1, max = 1_000_000) int a,
      @ForAll @IntRange(min = 1, max = 1_000_000) int b) {
    Mixture mixture =
        Mixture.of(List.of((long) a, (long) b), List.of(1.0, 1.0), Balance.SQUARE_ROOT);
    assertThat(mixture.shares().get(0) / mixture.shares().get(1))
        .isCloseTo(Math.sqrt((double) a / b), within(1e-6 * Math.sqrt((double) a / b)));
  }

  @Test
  void weights_multiplyShares_andUniformForgetsSizes() {
    assertThat(Mixture.of(List.of(4L, 16L), List.of(2.0, 1.0), Balance.SQUARE_ROOT).shares())
        .containsExactly(0.5, 0.5);
    assertThat(Mixture.of(List.of(4L, 16L), List.of(1.0, 1.0), Balance.UNIFORM).shares())
        .containsExactly(0.5, 0.5);
    assertThatThrownBy(() -> Mixture.of(List.of(4L), List.of(0.0), Balance.UNIFORM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void shuffle_isAPermutation(@ForAll @IntRange(min = 1, max = 2_000) int size, @ForAll long seed) {
    boolean[] seen = new boolean[size];
    for (int i = 0; i < size; i++) {
      int at = Chance.shuffled(i, size, seed);
      assertThat(seen[at]).isFalse();
      seen[at] = true;
    }
  }

  @Property(tries = 50)
  void aStream_goesOnFromAnyStateAsIfNeverInterrupted(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int before) {
    SampleStream whole = stream(State.start(seed, 2));
    SampleStream first = stream(State.start(seed, 2));
    for (int i = 0; i < before; i++) {
      assertThat(first.next()).isEqualTo(whole.next());
    }
    SampleStream second = stream(first.state());
    for (int i = 0; i < 40; i++) {
      assertThat(second.next()).isEqualTo(whole.next());
    }
  }

  @Test
  void anEpoch_bringsEverySampleOnce() {
    SampleStream stream = stream(State.start(7, 2));
    Set<String> seen = new HashSet<>();
    int ofSecond = 0;
    while (ofSecond < 30) {
      Drawn drawn = stream.next();
      if (drawn.set() == 1) {
        seen.add(drawn.sample().id());
        ofSecond++;
      }
    }
    assertThat(seen).hasSize(30);
  }

  @Test
  void sharesOfTheDraws_areTheMixtures_andEveryTemplateComes() {
    SampleStream stream = stream(State.start(3, 2));
    int[] counts = new int[2];
    Set<String> templates = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      Drawn drawn = stream.next();
      counts[drawn.set()]++;
      templates.add(drawn.instruction());
    }
    double share = Math.sqrt(5) / (Math.sqrt(5) + Math.sqrt(30));
    assertThat(counts[0] / 20_000.0).isCloseTo(share, within(0.015));
    assertThat(templates).containsExactlyInAnyOrder("one", "two", "three");
  }

  private static SampleStream stream(State state) {
    List<DataSet> sets = List.of(set("a", 5), set("b", 30));
    return new SampleStream(
        sets,
        Mixture.of(
            sets.stream().map(DataSet::size).toList(), List.of(1.0, 1.0), Balance.SQUARE_ROOT),
        state);
  }

  private static DataSet set(String name, int size) {
    DataSetSpec spec =
        new DataSetSpec(
            name,
            "g",
            false,
            Form.ROWS,
            Map.of("rows", "r"),
            null,
            null,
            null,
            List.of("one", "two", "three"),
            null,
            Generates.ANSWER,
            null,
            Measure.EXACT,
            null,
            null,
            null,
            null,
            null);
    List<Sample> samples =
        IntStream.range(0, size)
            .mapToObj(
                i ->
                    new Sample(
                        name + i,
                        List.of(Path.of("p")),
                        Map.of(),
                        List.of("x", "y"),
                        List.of(),
                        OptionalInt.empty()))
            .toList();
    return new DataSet(spec, samples, 0, Collections.emptyList());
  }
}
