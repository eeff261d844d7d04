package io.blipstream.ops.bench.checkpoint;

import java.util.List;

/**
 * One tensor of a checkpoint.
 *
 * @param centre of its values: 1 for the weights of a norm
 * @param spread standard deviation of its values
 */
record Tensor(String name, List<Integer> shape, double centre, double spread) {
  Tensor {
    shape = List.copyOf(shape);
  }

  long values() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }
}
