package io.blipstream.runtime.tuning;

import io.blipstream.runtime.data.SampleStream.Drawn;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.text.PromptTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From samples to lessons: words to ids, pictures to what the image encoder said of them. */
final class Teacher implements AutoCloseable {
  /** As in the paper's code base: instructions keep their right end, answers their left. */
  private static final int LONGEST_INSTRUCTION = 128;

  private static final int LONGEST_ANSWER = 256;

  private static final long[] NOTHING_READ = {};

  private final Speaking speaking;
  private final PromptTokenizer words;
  private final Optional<PromptTokenizer> instructions;
  private final PictureFeatures features;
  private final int positions;

  /**
   * @param folder checkpoint with its tokenizers
   * @param told whether a Q-Former that can read the instruction is given it
   */
  Teacher(Path folder, Student student, PictureFeatures features, boolean told) {
    QFormerConfig qformer = student.config().qformer();
    speaking = student.speaking();
    words = PromptTokenizer.open(folder);
    instructions =
        told && qformer.readsInstruction()
            ? Optional.of(PromptTokenizer.open(folder.resolve("qformer_tokenizer")))
            : Optional.empty();
    this.features = features;
    positions = Math.min(LONGEST_INSTRUCTION, qformer.positions());
  }

  /**
   * @param samples of as many frames
   */
  Lesson lesson(List<Drawn> samples) {
    LessonPictures pictures = new LessonPictures(features);
    List<Integer> owners = new ArrayList<>();
    List<long[]> read = new ArrayList<>();
    List<long[]> prompts = new ArrayList<>();
    List<long[]> answers = new ArrayList<>();
    for (Drawn drawn : samples) {
      drawn.sample().frames().forEach(frame -> owners.add(pictures.place(frame)));
      read.add(
          instructions
              .map(tokenizer -> tokenizer.encode(drawn.instruction(), positions))
              .orElse(NOTHING_READ));
      prompts.add(speaking.prompt(words, drawn.instruction(), LONGEST_INSTRUCTION));
      answers.add(speaking.answer(words, drawn.target(), LONGEST_ANSWER));
    }
    return new Lesson(
        pictures.images(),
        owners.stream().mapToInt(Integer::intValue).toArray(),
        read,
        prompts,
        answers);
  }

  @Override
  public void close() {
    instructions.ifPresent(PromptTokenizer::close);
    words.close();
  }
}
