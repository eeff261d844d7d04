package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.text.PaddedIds;
import java.util.Arrays;

/**
 * Lessons as tensors, in the order in which the kernel takes them.
 *
 * @param pixels whether lessons hold prepared pictures, for an image encoder that learns
 */
record LessonTensors(ModelConfig config, T5Config language, boolean pixels) {
  private static final int NOT_COUNTED = -100;

  /**
   * @param scratch owns them
   */
  NDList of(NDManager scratch, Lesson lesson) {
    QFormerConfig qformer = config.qformer();
    PaddedIds instructions = PaddedIds.of(scratch, lesson.instructions(), qformer.queries(), 0);
    PaddedIds words = PaddedIds.of(scratch, lesson.words(), qformer.queries(), language.padding());
    int length = Math.toIntExact(words.keep().getShape().get(1));
    int said = lesson.answers().stream().mapToInt(answer -> answer.length).max().orElseThrow();
    Shape answers = new Shape(lesson.answers().size(), said);
    return new NDList(
        images(scratch, lesson),
        scratch.create(Arrays.stream(lesson.owners()).asLongStream().toArray()),
        instructions.ids(),
        instructions.keep(),
        words.ids(),
        words.keep(),
        scratch.create(language.encoderBuckets(length), new Shape(length, length)),
        scratch.create(said(lesson, said), answers),
        scratch.create(right(lesson, said), answers),
        scratch.create(language.decoderBuckets(said), new Shape(said, said)));
  }

  private NDArray images(NDManager scratch, Lesson lesson) {
    int count = lesson.images().size();
    int size = lesson.images().get(0).length;
    float[] flat = new float[count * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(lesson.images().get(i), 0, flat, i * size, size);
    }
    int side = config.vision().imageSize();
    int width = config.qformer().imageHidden();
    Shape shape = pixels ? new Shape(count, 3, side, side) : new Shape(count, size / width, width);
    return scratch.create(flat, shape);
  }

  /** The start token and then the answer but its last: what the decoder has before each token. */
  private long[] said(Lesson lesson, int length) {
    long[] table = new long[lesson.answers().size() * length];
    Arrays.fill(table, language.padding());
    for (int b = 0; b < lesson.answers().size(); b++) {
      long[] answer = lesson.answers().get(b);
      table[b * length] = language.start();
      System.arraycopy(answer, 0, table, b * length + 1, answer.length - 1);
    }
    return table;
  }

  private static long[] right(Lesson lesson, int length) {
    long[] table = new long[lesson.answers().size() * length];
    Arrays.fill(table, NOT_COUNTED);
    for (int b = 0; b < lesson.answers().size(); b++) {
      long[] answer = lesson.answers().get(b);
      System.arraycopy(answer, 0, table, b * length, answer.length);
    }
    return table;
  }
}
