package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.text.PaddedIds;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Lessons as tensors, in the order in which the kernel takes them.
 *
 * @param pixels whether lessons hold prepared pictures, for an image encoder that learns
 */
record LessonTensors(ModelConfig config, Speaking speaking, boolean pixels) {
  /**
   * Pictures, whose they are, and what the Q-Former reads of each.
   *
   * @param scratch owns them
   */
  NDList pictures(NDManager scratch, Lesson lesson) {
    List<long[]> read =
        lesson.instructions().stream()
            .flatMap(each -> Collections.nCopies(lesson.frames(), each).stream())
            .toList();
    PaddedIds instructions = PaddedIds.of(scratch, read, config.qformer().queries(), 0);
    int side = config.vision().imageSize();
    Shape picture = pixels ? new Shape(3, side, side) : seen(lesson.images().get(0).length);
    return new NDList(
        images(scratch, lesson.images(), picture),
        owners(scratch, lesson.owners()),
        instructions.ids(),
        instructions.keep());
  }

  private Shape seen(int size) {
    int width = config.qformer().imageHidden();
    return new Shape(size / width, width);
  }

  /** What the language model reads and should say. */
  NDList words(NDManager scratch, Lesson lesson) {
    return speaking.words(scratch, lesson, (long) lesson.frames() * config.qformer().queries());
  }

  static NDArray owners(NDManager scratch, int[] owners) {
    return scratch.create(Arrays.stream(owners).asLongStream().toArray());
  }

  /** One behind the other. */
  static NDArray images(NDManager scratch, List<float[]> images, Shape each) {
    int size = images.get(0).length;
    float[] flat = new float[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, flat, i * size, size);
    }
    return scratch.create(flat, new Shape(images.size()).addAll(each));
  }
}
