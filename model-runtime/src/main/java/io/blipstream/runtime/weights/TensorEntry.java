package io.blipstream.runtime.weights;

import java.util.List;

/**
 * Where one tensor lies in a safetensors file.
 *
 * @param dtype as the file names it, for example {@code F16}
 * @param shape every dimension 0 and up
 * @param begin first byte, from the start of the file
 * @param bytes how many
 */
record TensorEntry(String dtype, List<Long> shape, long begin, long bytes) {
  TensorEntry {
    shape = List.copyOf(shape);
  }

  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
