package io.blipstream.runtime.data;

import java.util.Arrays;
import java.util.List;

/**
 * How large a share of what is learned each data set gets.
 *
 * @param shares one per data set, adding up to 1
 */
public record Mixture(List<Double> shares) {
  /** How sizes count. */
  public enum Balance {
    /** The paper's: p_d = √S_d / Σ √S, so that large sets do not drown small ones. */
    SQUARE_ROOT,
    /** The ablation: every set the same. */
    UNIFORM
  }

  public Mixture {
    shares = List.copyOf(shares);
    if (shares.isEmpty() || shares.stream().anyMatch(share -> !(share >= 0))) {
      throw new IllegalArgumentException("shares must be numbers from 0 on: " + shares);
    }
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 1) > 1e-9) {
      throw new IllegalArgumentException("shares add up to " + sum);
    }
  }

  /**
   * @param sizes S_d, each positive
   * @param weights by which the balanced shares are multiplied, not all zero
   * @see <a href="https://arxiv.org/abs/2305.06500">InstructBLIP, section 2.4</a>
   */
  public static Mixture of(List<Long> sizes, List<Double> weights, Balance balance) {
    if (sizes.size() != weights.size()) {
      throw new IllegalArgumentException(sizes.size() + " sizes, " + weights.size() + " weights");
    }
    double[] raw = new double[sizes.size()];
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      double size = balance == Balance.SQUARE_ROOT ? Math.sqrt(sizes.get(i)) : 1;
      raw[i] = size * weights.get(i);
      sum += raw[i];
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("no data set has a weight");
    }
    double total = sum;
    return new Mixture(Arrays.stream(raw).mapToObj(each -> each / total).toList());
  }

  /**
   * The data set at a place on the line from 0 to 1 on which the shares lie side by side.
   *
   * @param place 0 to 1, the end not included
   */
  int at(double place) {
    double end = 0;
    int last = 0;
    for (int i = 0; i < shares.size(); i++) {
      if (shares.get(i) > 0) {
        end += shares.get(i);
        last = i;
        if (place < end) {
          return i;
        }
      }
    }
    return last; // rounding may leave the shares' sum a hair short of 1
  }
}
