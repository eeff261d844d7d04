package io.blipstream.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.Mixture.Balance;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.language.LanguageModel.Beginning;
import io.blipstream.runtime.language.LanguageModel.Speech;
import io.blipstream.runtime.tuning.Classroom;
import io.blipstream.runtime.tuning.HalfPrecision;
import io.blipstream.runtime.tuning.Network;
import io.blipstream.runtime.tuning.Schedule;
import io.blipstream.runtime.tuning.Tuning;
import io.blipstream.runtime.tuning.TuningPlan;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.StoredType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A folder that tuning writes says what the reference says of one: transformers was given the
 * command's output once, by {@code ops/bench/golden-tuned.sh}, and what it said is kept.
 */
class TunedFolderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path START = GOLDEN.resolve("instructblip-t5/checkpoint");

  /** Machines add up in other orders, and steps of AdamW enlarge that; the start is far off. */
  private static final double TOLERANCE = 5e-3;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"float32, F32", "float16, F16"})
  void tunedFolder_saysWhatTheReferenceSaysOfIt(String type, StoredType stored) throws IOException {
    tune();
    if (stored == StoredType.F16) {
      HalfPrecision.narrow(folder);
    }
    assertThat(CheckpointHeaders.read(folder).tensors().values())
        .allSatisfy(entry -> assertThat(entry.type()).isEqualTo(stored));
    JsonNode golden =
        new ObjectMapper().readTree(GOLDEN.resolve("instructblip-t5/tuned.json").toFile());
    assertThat(differences(folder, golden.path(type))).isLessThan(TOLERANCE);
    assertThat(differences(START, golden.path(type))).isGreaterThan(0.5);
  }

  /** How far a checkpoint's logits are from what was kept, at most. */
  private static double differences(Path checkpoint, JsonNode golden) throws IOException {
    ImagePreprocessor preprocessor =
        ImagePreprocessor.of(checkpoint.resolve("preprocessor_config.json"));
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT, ImageProfile.REFERENCE);
    double largest = 0;
    try (VisionLanguageModel model = VisionLanguageModel.open(checkpoint)) {
      for (JsonNode each : golden) {
        byte[] picture =
            Files.readAllBytes(GOLDEN.resolve("scenes/" + each.path("picture").asText()));
        float[] pixels = preprocessor.pixels(decoder.decode(ByteBuffer.wrap(picture)));
        largest = Math.max(largest, difference(model, pixels, each));
      }
    }
    return largest;
  }

  private static double difference(VisionLanguageModel model, float[] pixels, JsonNode golden) {
    try (NDManager batch = model.newBatch()) {
      List<PromptTokens> prompt = List.of(model.tokenize(golden.path("prompt").asText()));
      NDArray images = model.look(batch, List.of(pixels));
      NDArray soft = model.project(batch, model.query(batch, images, new int[] {0}, prompt));
      double largest = largest(firstLogits(model, batch, soft, prompt), golden.path("logits"));
      Decoded said = model.answer(soft, prompt, List.of(model.task(new DecodingOptions(8)))).get(0);
      if (largest < TOLERANCE) {
        assertThat(new ObjectMapper().<JsonNode>valueToTree(said.tokenIds()))
            .as("%s, %s", golden.path("picture"), golden.path("prompt"))
            .isEqualTo(golden.path("tokens"));
        float[] probabilities = new float[said.logProbabilities().size()];
        for (int i = 0; i < probabilities.length; i++) {
          probabilities[i] = said.logProbabilities().get(i);
        }
        largest = Math.max(largest, largest(probabilities, golden.path("log_probabilities")));
      }
      return largest;
    }
  }

  private static float[] firstLogits(
      VisionLanguageModel model, NDManager batch, NDArray soft, List<PromptTokens> prompt) {
    Speech speech = model.language().open(batch);
    Beginning beginning = speech.join(batch, soft, List.of(prompt.get(0).words()), new int[] {8});
    return speech.say(batch, new long[] {((Beginning.Saying) beginning).token()}).toFloatArray();
  }

  private static double largest(float[] actual, JsonNode expected) {
    assertThat(actual).hasSize(expected.size());
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected.path(i).asDouble()));
    }
    return largest;
  }

  /** As the script does. */
  private void tune() {
    TuningPlan plan =
        new TuningPlan(
            Set.of(Network.Q_FORMER),
            START,
            folder,
            folder.resolve("features"),
            new Schedule(1e-3, 2, 6),
            8,
            1,
            2,
            0.05,
            1,
            Balance.SQUARE_ROOT,
            7,
            500,
            3_000,
            0);
    DataSetFile file = DataSetFile.read(GOLDEN.resolve("tuning-sets.json"));
    List<DataSet> sets =
        file.datasets().stream().map(spec -> DataSet.read(spec, file.root())).toList();
    try (Classroom classroom = Classroom.open(plan, sets, ImageProfile.REFERENCE, done -> {})) {
      classroom.run(
          new Tuning.Watcher() {
            @Override
            public void stepped(int step, double cost, double rate, Optional<Double> validation) {}

            @Override
            public boolean stopped() {
              return false;
            }
          });
    }
  }
}
