package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.tuning.TensorFile.Content;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/golden/instructblip-t5/checkpoint");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 32768",
    "1, 15360",
    "-2, 49152",
    "65504, 31743",
    "65519.996, 31743",
    "65520, 31744",
    "-1e30, 64512",
    "6.1035156e-5, 1024",
    "6.0975552e-5, 1023",
    "5.9604645e-8, 1",
    "2.9802322e-8, 0",
    "2.9802326e-8, 1",
    "1.00048828125, 15360",
    "1.00146484375, 15362",
    "6.103e-5, 1024"
  })
  void half_isTheNearest_theEvenOneOfTwo(float value, int bits) {
    assertThat(HalfPrecision.half(value) & 0xffff).isEqualTo(bits);
  }

  @Property
  void half_ofEveryHalf_isItself(@ForAll @IntRange(min = 0, max = 0xffff) int bits) {
    if ((bits & 0x7c00) != 0x7c00) {
      assertThat(HalfPrecision.half(wide(bits)) & 0xffff).isEqualTo(bits);
    }
  }

  @Test
  void numberThatFp16DoesNotHold_isAFault_andTheFolderStaysWhatItWas() throws IOException {
    Files.copy(GOLDEN.resolve("config.json"), folder.resolve("config.json"));
    Path weights = folder.resolve("model.safetensors");
    TensorFile.write(
        weights, Map.of("large", new Content.Floats(List.of(2L), () -> new float[] {1, 70_000})));
    byte[] before = Files.readAllBytes(weights);
    assertThatThrownBy(() -> HalfPrecision.narrow(folder))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_UNSUPPORTED))
        .hasMessageContaining("large");
    assertThat(Files.readAllBytes(weights)).isEqualTo(before);
  }

  @Test
  void narrowed_isHalfAsLarge_saysSo_andStaysWhenNarrowedAgain() throws IOException {
    Files.copy(GOLDEN.resolve("config.json"), folder.resolve("config.json"));
    Path weights = folder.resolve("model.safetensors");
    TensorFile.write(
        weights, Map.of("a", new Content.Floats(List.of(2L, 2L), () -> new float[] {1, 2, 3, 4})));
    HalfPrecision.narrow(folder);
    byte[] once = Files.readAllBytes(weights);
    assertThat(CheckpointHeaders.read(folder).tensors().get("a").type()).isEqualTo(StoredType.F16);
    assertThat(CheckpointHeaders.read(folder).tensors().get("a").shape()).containsExactly(2L, 2L);
    assertThat(folder.resolve("config.json")).content().contains("\"dtype\" : \"float16\"");
    HalfPrecision.narrow(folder);
    assertThat(Files.readAllBytes(weights)).isEqualTo(once);
  }

  private static float wide(int bits) {
    int exponent = (bits >>> 10) & 0x1f;
    double fraction = bits & 0x3ff;
    double size =
        exponent == 0 ? fraction * 0x1p-24 : (1 + fraction / 1024) * Math.pow(2, exponent - 15);
    return (float) ((bits & 0x8000) == 0 ? size : -size);
  }
}
