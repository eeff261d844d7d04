package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.testing.GoldenTensors;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImagePreprocessorTest {
  private static final String FOLDER = "/golden/instructblip-t5/";
  private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};

  private final GoldenTensors golden = GoldenTensors.load(FOLDER + "golden.safetensors");
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  record Case(String name, String image) {
    boolean lossless() {
      return !image.endsWith(".jpg");
    }
  }

  static List<Case> cases() throws Exception {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = ImagePreprocessorTest.class.getResourceAsStream(FOLDER + "golden.json")) {
      for (JsonNode entry : new ObjectMapper().readTree(in).path("cases")) {
        cases.add(new Case("%02d".formatted(cases.size()), entry.path("image").asText()));
      }
    }
    assertThat(cases).hasSize(14);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pixelsAreTheReferences(Case golden) throws Exception {
    float[] expected = this.golden.tensor(golden.name() + ".pixels");
    float[] actual = preprocessor().pixels(decoder.decode(picture(golden.image())));

    if (golden.lossless()) {
      assertThat(actual).containsExactly(expected);
    } else {
      assertThat(actual).hasSameSizeAs(expected);
      int plane = actual.length / 3;
      for (int i = 0; i < actual.length; i++) {
        double level = Math.abs(actual[i] - expected[i]) * DEVIATION[i / plane] * 255;
        assertThat(level).as("level of value %d", i).isLessThan(1.01);
      }
    }
  }

  @Test
  void withoutNormalisingAndRescalingTheLevelsThemselvesComeOut() {
    PreprocessorConfig plain =
        new PreprocessorConfig(
            1,
            1,
            3,
            false,
            ResizeMode.SQUASH,
            false,
            1,
            false,
            List.of(0d, 0d, 0d),
            List.of(1d, 1d, 1d),
            true);
    DecodedImage image = new DecodedImage(2, 1, "png", new byte[] {1, 2, 3, (byte) 255, 5, 6});

    assertThat(new ImagePreprocessor(plain).pixels(image)).containsExactly(1, 255, 2, 5, 3, 6);
  }

  private static ImagePreprocessor preprocessor() throws Exception {
    URL file =
        ImagePreprocessorTest.class.getResource(FOLDER + "checkpoint/preprocessor_config.json");
    return ImagePreprocessor.of(Path.of(file.toURI()));
  }

  private static ByteBuffer picture(String name) {
    return ByteBuffer.wrap(Pictures.golden(name));
  }
}
