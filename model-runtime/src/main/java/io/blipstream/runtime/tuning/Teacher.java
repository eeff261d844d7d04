package io.blipstream.runtime.tuning;

import io.blipstream.runtime.data.SampleStream.Drawn;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.text.PromptTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /** A sample in tokens. */
  private record Told(Drawn drawn, long[] read, long[] prompt, long[] answer) {
    int frames() {
      return drawn.sample().frames().size();
    }

    int prompted() {
      return prompt.length;
    }

    int said() {
      return answer.length;
    }
  }

  /**
   * Pictures and clips apart, since a batch of soft prompts is of one length; and short texts apart
   * from long ones, as {@link LengthGroups} has it.
   */
  List<Lesson> lessons(List<Drawn> samples, int workers) {
    Map<Integer, List<Told>> byFrames = new TreeMap<>();
    for (Drawn drawn : samples) {
      Told told = told(drawn);
      byFrames.computeIfAbsent(told.frames(), frames -> new ArrayList<>()).add(told);
    }
    return byFrames.values().stream()
        .flatMap(each -> LengthGroups.of(each, Told::prompted, Told::said, workers).stream())
        .map(this::lesson)
        .toList();
  }

  private Told told(Drawn drawn) {
    return new Told(
        drawn,
        instructions
            .map(tokenizer -> tokenizer.encode(drawn.instruction(), positions))
            .orElse(NOTHING_READ),
        speaking.prompt(words, drawn.instruction(), LONGEST_INSTRUCTION),
        speaking.answer(words, drawn.target(), LONGEST_ANSWER));
  }

  private Lesson lesson(List<Told> samples) {
    LessonPictures pictures = new LessonPictures(features);
    int[] owners =
        samples.stream()
            .flatMap(each -> each.drawn().sample().frames().stream())
            .mapToInt(pictures::place)
            .toArray();
    return new Lesson(
        pictures.images(),
        owners,
        samples.stream().map(Told::read).toList(),
        samples.stream().map(Told::prompt).toList(),
        samples.stream().map(Told::answer).toList());
  }

  @Override
  public void close() {
    instructions.ifPresent(PromptTokenizer::close);
    words.close();
  }
}
