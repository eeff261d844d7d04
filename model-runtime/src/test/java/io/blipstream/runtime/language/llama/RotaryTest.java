package io.blipstream.runtime.language.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.weights.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotaryTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'rope_scaling': null",
        "'rope_scaling': {'type': 'dynamic', 'factor': 4.0}",
        "'rope_parameters': {'rope_type': 'default', 'rope_theta': 10000.0}"
      })
  void plainRotation_isByPowersOfTheBase(String fields) throws IOException {
    assertThat(read(fields).frequencies(4)).containsExactly(new float[] {1, 0.01f}, within(1e-9f));
  }

  @Test
  void linearScaling_slowsEveryPairDown() throws IOException {
    assertThat(read("'rope_scaling': {'type': 'linear', 'factor': 2.0}").frequencies(4))
        .containsExactly(new float[] {0.5f, 0.005f}, within(1e-9f));
  }

  /** Pairs of 6, 63 and 628 positions a turn, beside an original length of 100. */
  @Test
  void bands_leaveWhatTurnsOftenAndSlowDownWhatHardlyDoes() throws IOException {
    float[] frequencies =
        read("'rope_theta': 1000.0, 'rope_scaling': {'rope_type': 'llama3', 'factor': 4.0,"
                + " 'low_freq_factor': 1.0, 'high_freq_factor': 4.0,"
                + " 'original_max_position_embeddings': 100}")
            .frequencies(6);
    assertThat(frequencies[0]).isEqualTo(1);
    assertThat(frequencies[1]).isBetween(0.1f / 4, 0.1f);
    assertThat(frequencies[2]).isCloseTo(0.01f / 4, within(1e-9f));
  }

  @Test
  void otherScaling_isRefusedByName() {
    assertThatThrownBy(() -> read("'rope_scaling': {'rope_type': 'yarn', 'factor': 2.0}"))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_UNSUPPORTED))
        .hasMessageContaining("yarn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'rope_theta': 0",
        "'rope_scaling': {'type': 'linear', 'factor': -1.0}",
        "'rope_scaling': {'rope_type': 'llama3', 'low_freq_factor': 4.0, 'high_freq_factor': 4.0}"
      })
  void scalingThatMakesNoSense_isInvalid(String fields) {
    assertThatThrownBy(() -> read(fields))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_INVALID));
  }

  private Rotary read(String fields) throws IOException {
    Path file =
        Files.writeString(folder.resolve("config.json"), "{" + fields.replace('\'', '"') + "}");
    return Rotary.from(ConfigNode.read(file));
  }
}
