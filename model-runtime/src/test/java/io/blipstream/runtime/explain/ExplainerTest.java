package io.blipstream.runtime.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.Region;
import io.blipstream.runtime.image.ResizeMode;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import io.blipstream.runtime.testing.GoldenTensors;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final GoldenAnswers GOLDEN = GoldenAnswers.of("instructblip-t5");
  private static final DecodingOptions OPTIONS = new DecodingOptions(16);

  @Test
  void answersAreTheReferencesAndEveryQuerysGazeIsADistribution() {
    Case first = GOLDEN.cases().get(0);
    try (Explainer explainer = open(Optional.empty())) {
      ExplainedPicture explained = explain(explainer, first, first.prompt(), "another prompt");
      assertThat(explained.region()).isEqualTo(new Region(0, 0, 160, 120));
      assertThat(explained.explanations()).hasSize(2);
      Explanation explanation = explained.explanations().get(0);
      assertThat(explanation.text()).isEqualTo(first.greedyText().strip());
      Gaze gaze = explanation.gaze();
      for (int layer = 0; layer < gaze.layers(); layer++) {
        for (int query = 0; query < gaze.queries(); query++) {
          double sum = gaze.values()[(layer * gaze.queries() + query) * (1 + 16)];
          for (float patch : gaze.of(layer, query)) {
            sum += patch;
          }
          assertThat(sum).isEqualTo(1, within(1e-5));
        }
      }
    }
  }

  /** From encoded picture to patch, and not only within the network. */
  @Test
  void shippedCheckpointLooksWhereTheReferenceDoes() throws Exception {
    GoldenTensors wanted = GoldenTensors.load("/golden/attention/scenes.safetensors");
    Path scenes = Path.of(getClass().getResource("/golden/scenes").toURI());
    try (Explainer explainer =
        open(Path.of("../checkpoints/instructblip-scenes"), Optional.empty())) {
      JsonNode golden = new ObjectMapper().readTree(scenes.resolve("golden.json").toFile());
      for (int i = 0; i < 4; i++) {
        byte[] bytes = Files.readAllBytes(scenes.resolve(golden.get(i).path("image").asText()));
        Gaze gaze =
            explainer
                .explain(
                    ByteBuffer.wrap(bytes), List.of(golden.get(i).path("prompt").asText()), OPTIONS)
                .explanations()
                .get(0)
                .gaze();
        for (int layer = 0; layer < gaze.layers(); layer++) {
          float[] layerWanted = wanted.tensor("%02d.%d".formatted(i, layer));
          int size = layerWanted.length;
          float[] layerSeen = Arrays.copyOfRange(gaze.values(), layer * size, (layer + 1) * size);
          assertThat(layerSeen).containsExactly(layerWanted, within(1e-4f));
        }
      }
    }
  }

  @Test
  void croppedPicture_saysWhatOfItWasSeen() {
    Case first = GOLDEN.cases().get(0);
    try (Explainer explainer = open(Optional.of(ResizeMode.SHORTEST_CENTER_CROP))) {
      Region region = explain(explainer, first, "a").region();
      assertThat(region.left()).isEqualTo(20, within(1.5));
      assertThat(region.width()).isEqualTo(120, within(1.5));
      assertThat(region.height()).isEqualTo(120, within(1e-9));
    }
  }

  @Test
  void brokenPicture_isItsOwnFault() {
    try (Explainer explainer = open(Optional.empty())) {
      assertThatThrownBy(
              () -> explainer.explain(ByteBuffer.wrap(new byte[9]), List.of("a"), OPTIONS))
          .isInstanceOfSatisfying(
              FatalException.class,
              e -> assertThat(e.code()).isEqualTo(FaultCode.IMAGE_UNDECODABLE));
    }
  }

  private static ExplainedPicture explain(Explainer explainer, Case golden, String... prompts) {
    return explainer.explain(ByteBuffer.wrap(golden.bytes()), List.of(prompts), OPTIONS);
  }

  private static Explainer open(Optional<ResizeMode> resize) {
    return open(GOLDEN.checkpoint(), resize);
  }

  private static Explainer open(Path folder, Optional<ResizeMode> resize) {
    return Explainer.open(folder, DeviceChoice.CPU, Precision.AUTO, decoder(), resize);
  }

  private static ImageDecoder decoder() {
    return new ImageDecoder(ImageLimits.DEFAULT, ImageProfile.REFERENCE);
  }
}
