package io.blipstream.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoldenTensorsTest {
  @Test
  void everyTensorHasAsManyValuesAsItsShapeSays() {
    GoldenTensors golden = GoldenTensors.load("/golden/instructblip-t5/golden.safetensors");

    assertThat(golden.names()).hasSize(70);
    for (String name : golden.names()) {
      long size = 1;
      for (long side : golden.shape(name)) {
        size *= side;
      }
      assertThat(golden.tensor(name)).as(name).hasSize((int) size);
    }
    assertThat(golden.shape("00.pixels")).containsExactly(3, 56, 56);
  }
}
