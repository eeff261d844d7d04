package io.blipstream.runtime.tuning;

import java.util.List;

/**
 * A batch to learn from.
 *
 * @param images of which the instructions speak, each [T × Dv] from the image encoder
 * @param owners which of the images each instruction is about, frame by frame; the same number of
 *     frames for all
 * @param instructions ids of the Q-Former's tokenizer
 * @param words the same in ids of the language model's
 * @param answers what should be said, end token included
 */
public record Lesson(
    List<float[]> images,
    int[] owners,
    List<long[]> instructions,
    List<long[]> words,
    List<long[]> answers) {
  public Lesson {
    images = List.copyOf(images);
    instructions = List.copyOf(instructions);
    words = List.copyOf(words);
    answers = List.copyOf(answers);
    int size = answers.size();
    if (size == 0
        || owners.length == 0
        || owners.length % size != 0
        || instructions.size() != size
        || words.size() != size) {
      throw new IllegalArgumentException(
          "%d images' owners, %d instructions, %d prompts, %d answers"
              .formatted(owners.length, instructions.size(), words.size(), size));
    }
  }

  /** Of each clip; 1 of pictures. */
  int frames() {
    return owners.length / answers.size();
  }

  /** Tokens that are said in all answers together: the cost is their mean. */
  public int tokens() {
    return answers.stream().mapToInt(answer -> answer.length).sum();
  }
}
