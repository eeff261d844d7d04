package io.blipstream.runtime.tuning;

import io.blipstream.runtime.data.SampleStream.Drawn;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.text.PromptTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From samples to lessons: words to ids, pictures to what the image encoder said of them. */
public final class Teacher implements AutoCloseable {
  /** As in the paper's code base: instructions keep their right end, answers their left. */
  private static final int LONGEST_INSTRUCTION = 128;

  private static final int LONGEST_ANSWER = 256;

  /** Of a Q-Former that reads no instruction. */
  private static final long[] NOTHING_READ = {0};

  private final PromptTokenizer words;
  private final Optional<PromptTokenizer> instructions;
  private final PictureFeatures features;
  private final int positions;

  /**
   * @param folder checkpoint with its tokenizers
   */
  public Teacher(Path folder, QFormerConfig qformer, PictureFeatures features) {
    words = PromptTokenizer.open(folder);
    instructions =
        qformer.readsInstruction()
            ? Optional.of(PromptTokenizer.open(folder.resolve("qformer_tokenizer")))
            : Optional.empty();
    this.features = features;
    positions = Math.min(LONGEST_INSTRUCTION, qformer.positions());
  }

  /** One picture's row in the lesson, however many samples speak of it. */
  public Lesson lesson(List<Drawn> samples) {
    Map<Path, Integer> places = new LinkedHashMap<>();
    List<float[]> images = new ArrayList<>();
    int[] owners = new int[samples.size()];
    List<long[]> read = new ArrayList<>();
    List<long[]> prompts = new ArrayList<>();
    List<long[]> answers = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Drawn drawn = samples.get(i);
      Path picture = drawn.sample().frames().get(0);
      Integer place = places.get(picture);
      if (place == null) {
        place = images.size();
        places.put(picture, place);
        images.add(features.of(picture));
      }
      owners[i] = place;
      read.add(
          instructions
              .map(tokenizer -> tokenizer.encode(drawn.instruction(), positions))
              .orElse(NOTHING_READ));
      prompts.add(rightEnd(words.encode(drawn.instruction())));
      long[] answer = words.encode(drawn.target());
      answers.add(Arrays.copyOf(answer, Math.min(answer.length, LONGEST_ANSWER)));
    }
    return new Lesson(images, owners, read, prompts, answers);
  }

  private static long[] rightEnd(long[] ids) {
    return Arrays.copyOfRange(ids, Math.max(0, ids.length - LONGEST_INSTRUCTION), ids.length);
  }

  @Override
  public void close() {
    instructions.ifPresent(PromptTokenizer::close);
    words.close();
  }
}
