package io.blipstream.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.inspect.MemoryTrend.Sample;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemoryTrendTest {
  @Test
  void growth_isTheBytesOfARequest() {
    MemoryTrend trend = trend(0, 700);
    assertThat(trend.bytesPerRequest()).isCloseTo(700, within(1e-9));
    assertThat(trend.most()).isEqualTo(900 * 700);
  }

  /** What one look met by chance says nothing about the others. */
  @Test
  void oneLookDuringABatch_isNoGrowth() {
    assertThat(trend(50_000_000, 0).bytesPerRequest()).isZero();
  }

  @Test
  void oneStep_isNoGrowth() {
    List<Sample> samples =
        LongStream.range(0, 10).mapToObj(i -> new Sample(i, i < 5 ? 0 : 12_000_000)).toList();
    assertThat(new MemoryTrend(samples).bytesPerRequest()).isZero();
  }

  @Test
  void memoryThatShrinks_isNegativeGrowth() {
    assertThat(trend(0, -3).bytesPerRequest()).isCloseTo(-3, within(1e-9));
  }

  @Test
  void oneLook_isNoTrend() {
    assertThatThrownBy(() -> new MemoryTrend(List.of(new Sample(1, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Ten looks, each a hundred requests apart.
   *
   * @param last bytes on top in the last look alone
   */
  private static MemoryTrend trend(long last, long perRequest) {
    return new MemoryTrend(
        LongStream.range(0, 10)
            .map(i -> 100 * i)
            .mapToObj(n -> new Sample(n, n * perRequest + (n == 900 ? last : 0)))
            .toList());
  }
}
