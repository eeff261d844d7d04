package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.model.PromptTokens;
import io.blipstream.runtime.model.VisionLanguageModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an answer costs when it is learned is what serving says of it: of each family, of pictures
 * and of clips, in rows of unequal length. So is where everything stands in a row.
 */
class CostIsServingsTest {
  private static final List<long[]> READ =
      List.of(new long[] {2, 9, 8, 3}, new long[] {2, 7, 3}, new long[] {2, 5, 6, 4, 3});
  private static final List<long[]> WORDS =
      List.of(new long[] {2, 9, 8}, new long[] {2, 7, 11, 6, 9}, new long[] {2, 5});
  private static final List<List<Integer>> ANSWERS =
      List.of(List.of(7, 12), List.of(5, 9, 20, 4), List.of(8));

  @ParameterizedTest
  @CsvSource({
    "instructblip-t5, 1",
    "instructblip-t5, 3",
    "instructblip-llama, 1",
    "instructblip-llama, 2",
    "blip2-opt, 1",
    "blip2-opt, 2",
    "blip2-t5, 2"
  })
  void costIsWhatServingSaysOfTheAnswers(String golden, int frames) {
    Path folder = Path.of("src/test/resources/golden", golden, "checkpoint");
    try (VisionLanguageModel model = VisionLanguageModel.open(folder);
        Student student = Student.open(folder);
        NDManager batch = model.newBatch()) {
      NDArray seen = model.look(batch, pictures(model, frames + 1));
      List<List<Integer>> owners = new ArrayList<>();
      for (int b = 0; b < ANSWERS.size(); b++) {
        List<Integer> own = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
          own.add((b + frame) % (frames + 1));
        }
        owners.add(own);
      }
      boolean reads = model.config().qformer().readsInstruction();
      Lesson lesson =
          new Lesson(
              rows(seen),
              owners.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray(),
              reads ? READ : List.of(new long[0], new long[0], new long[0]),
              WORDS,
              ANSWERS.stream()
                  .map(each -> each.stream().mapToLong(Integer::longValue).toArray())
                  .toList());
      assertThat(student.cost(lesson) * lesson.tokens())
          .isCloseTo(-served(model, batch, seen, owners), within(2e-3));
    }
  }

  private static double served(
      VisionLanguageModel model, NDManager batch, NDArray seen, List<List<Integer>> owners) {
    List<PromptTokens> prompts = new ArrayList<>();
    List<DecodingTask> tasks = new ArrayList<>();
    for (int b = 0; b < ANSWERS.size(); b++) {
      prompts.add(new PromptTokens(READ.get(b), WORDS.get(b)));
      tasks.add(new DecodingTask(DecodingOptions.ranking(List.of("it")), List.of(ANSWERS.get(b))));
    }
    NDArray soft = model.softPrompts(batch, seen, owners, prompts);
    return model.answer(soft, prompts, tasks).stream()
        .map(Decoded::candidates)
        .mapToDouble(candidates -> candidates.get(0))
        .sum();
  }

  private static List<float[]> pictures(VisionLanguageModel model, int count) {
    int side = model.config().vision().imageSize();
    Random random = new Random(3);
    List<float[]> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] pixels = new float[3 * side * side];
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = (float) random.nextGaussian();
      }
      pictures.add(pixels);
    }
    return pictures;
  }

  private static List<float[]> rows(NDArray seen) {
    float[] all = seen.toFloatArray();
    int count = Math.toIntExact(seen.getShape().get(0));
    int size = all.length / count;
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
    }
    return rows;
  }
}
