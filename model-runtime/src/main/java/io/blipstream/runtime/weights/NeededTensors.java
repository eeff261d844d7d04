package io.blipstream.runtime.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Notes what a network asks for and gives it nothing. Owned by one thread. */
public final class NeededTensors implements Weights<NeededTensors.Need> {
  /**
   * One tensor.
   *
   * @param names under any of which files keep it
   * @param shape that the configuration implies
   */
  public record Need(List<String> names, List<Long> shape) {
    public Need {
      names = List.copyOf(names);
      shape = List.copyOf(shape);
    }
  }

  private final List<Need> needs = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  @Override
  public Need anyOf(List<String> names, List<String> instead, long... shape) {
    List<String> all = Stream.concat(names.stream(), instead.stream()).toList();
    Need need = new Need(all, Arrays.stream(shape).boxed().toList());
    // a network may read one tensor in two places
    if (this.names.addAll(all)) {
      needs.add(need);
    }
    return need;
  }

  /** In the order in which they were asked for. */
  public List<Need> all() {
    return List.copyOf(needs);
  }

  boolean asksFor(String name) {
    return names.contains(name);
  }
}
