package io.blipstream.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.EngineObserver.Batch;
import io.blipstream.runtime.engine.Stage;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BatchCountsTest {
  private static final List<Double> BOUNDS = List.of(1.0, 2.0, 4.0);

  @Test
  void batches_areCountedByTheirStage() {
    BatchCounts counts = new BatchCounts();
    counts.ran(new Batch(Stage.VISION, 0, 20_000_000, 16, List.of()));
    counts.ran(new Batch(Stage.VISION, 0, 40_000_000, 3, List.of("trace")));
    counts.ran(new Batch(Stage.SPEAKING, 0, 1_000_000, 60, List.of()));

    Histogram vision = counts.read().sizes().get(Stage.VISION);
    assertThat(vision.sum()).isEqualTo(19);
    assertThat(at(vision, 4)).isEqualTo(1);
    assertThat(at(vision, 16)).isEqualTo(1);
    assertThat(at(counts.read().sizes().get(Stage.SPEAKING), 64)).isEqualTo(1);
    assertThat(counts.read().seconds().get(Stage.VISION).sum()).isEqualTo(0.06);
    assertThat(counts.read().seconds().get(Stage.DECODE).sum()).isZero();
  }

  @Property
  void everyValue_isInTheFirstBucketThatHoldsIt(@ForAll List<@DoubleRange(max = 8) Double> values) {
    Buckets buckets = new Buckets(BOUNDS);
    values.forEach(buckets::add);
    Histogram read = buckets.read();
    for (int i = 0; i <= BOUNDS.size(); i++) {
      double above = i == 0 ? -1 : BOUNDS.get(i - 1);
      double upTo = i == BOUNDS.size() ? Double.MAX_VALUE : BOUNDS.get(i);
      assertThat(read.counts().get(i))
          .isEqualTo(values.stream().filter(value -> value > above && value <= upTo).count());
    }
  }

  private static long at(Histogram histogram, double bound) {
    return histogram.counts().get(histogram.bounds().indexOf(bound));
  }
}
