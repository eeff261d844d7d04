package io.blipstream.runtime.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantumTest {
  @Test
  void batchTakesNoLongerThanHalfOfWhatAnUrgentRequestTakes() {
    Quantum quantum = new Quantum();
    assertThat(quantum.items(16)).as("nothing is known").isEqualTo(16);
    quantum.urgent(40);
    quantum.batch(10, 50);
    assertThat(quantum.items(16)).isEqualTo(4);
    quantum.batch(10, 1_000_000);
    assertThat(quantum.items(16)).as("never none").isEqualTo(1);
  }
}
