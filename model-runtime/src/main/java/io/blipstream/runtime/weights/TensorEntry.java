package io.blipstream.runtime.weights;

import java.nio.file.Path;
import java.util.List;

/**
 * Where one tensor lies.
 *
 * @param file the safetensors file
 * @param type of its elements
 * @param shape every dimension 0 and up
 * @param begin first byte, from the start of the file
 * @param bytes how many
 */
public record TensorEntry(Path file, StoredType type, List<Long> shape, long begin, long bytes) {
  public TensorEntry {
    shape = List.copyOf(shape);
  }

  public long elements() {
    return bytes / type.bytes();
  }

  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
