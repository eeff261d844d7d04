package io.blipstream.runtime.evaluation.metric;

import java.util.List;

/**
 * What a metric says of a whole set and of each of its cases.
 *
 * @param corpus of the set; of BLEU not the mean of the cases
 * @param each in the order of the cases
 */
public record Scored(double corpus, List<Double> each) {
  public Scored {
    each = List.copyOf(each);
  }

  /** Of a metric whose value over a set is the mean of its cases; 0 of an empty set. */
  static Scored mean(List<Double> each) {
    return new Scored(each.stream().mapToDouble(Double::doubleValue).average().orElse(0), each);
  }
}
