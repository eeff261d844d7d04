package io.blipstream.runtime.weights;

import java.util.List;

/**
 * Where a network gets its tensors from: by name, with the shape that the configuration implies.
 * What it gets is the caller's affair, so that one list of names serves the loading of a network
 * and the checking of a file's header against it.
 *
 * @param <T> what stands for a tensor
 */
@FunctionalInterface
public interface Weights<T> {
  /**
   * One tensor that files keep under any of several names, or under several at once.
   *
   * @param instead names of which one is taken where there is none of the others; what else stands
   *     there is not read
   * @throws io.blipstream.runtime.fault.FatalException CHECKPOINT_INVALID where it cannot be had
   */
  T anyOf(List<String> names, List<String> instead, long... shape);

  /** One tensor under its one name. */
  default T tensor(String name, long... shape) {
    return anyOf(List.of(name), List.of(), shape);
  }

  /** The same with a prefix before every name. */
  default Weights<T> under(String prefix) {
    return (names, instead, shape) ->
        anyOf(prefixed(prefix, names), prefixed(prefix, instead), shape);
  }

  private static List<String> prefixed(String prefix, List<String> names) {
    return names.stream().map(prefix::concat).toList();
  }
}
