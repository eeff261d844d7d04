package io.blipstream.runtime.roofline;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.kernel.Activation;
import io.blipstream.runtime.vision.VisionConfig;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class OperationsTest {
  /** Two operations for each weight and token, and the attention between tokens beside it. */
  @Test
  void visionIsCountedAsItsWeightsTell() {
    double weights = 39 * (4.0 * 1408 * 1408 + 2.0 * 1408 * 6144);
    double attention = 39 * 2.0 * 257 * 257 * 1408;
    assertThat(
            Operations.vision(
                new VisionConfig(1408, 6144, 39, 16, 224, 14, 1e-6, Activation.GELU, true)))
        .isCloseTo(2 * (257 * weights + attention), Percentage.withPercentage(0.1));
  }
}
