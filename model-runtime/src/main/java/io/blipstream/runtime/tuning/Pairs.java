package io.blipstream.runtime.tuning;

import java.util.Arrays;
import java.util.List;

/**
 * Pictures and texts that belong together.
 *
 * @param images each [T × Dv] from the image encoder
 * @param owners which of the images each text is about
 * @param texts ids of the Q-Former's tokenizer, each at least two
 * @param dice what is left to chance is a function of this
 */
record Pairs(List<float[]> images, int[] owners, List<long[]> texts, long dice) {
  Pairs {
    images = List.copyOf(images);
    texts = List.copyOf(texts);
    if (texts.isEmpty() || owners.length != texts.size()) {
      throw new IllegalArgumentException(
          "%d texts, %d images' owners".formatted(texts.size(), owners.length));
    }
  }

  /** [B × B]: of the same picture, or the same text; these are not to be told apart. */
  boolean[] alike() {
    int size = texts.size();
    boolean[] alike = new boolean[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        alike[i * size + j] = owners[i] == owners[j] || Arrays.equals(texts.get(i), texts.get(j));
      }
    }
    return alike;
  }
}
