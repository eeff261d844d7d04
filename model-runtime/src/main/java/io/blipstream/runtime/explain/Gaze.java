package io.blipstream.runtime.explain;

import java.util.Arrays;

/**
 * Where the queries look: cross-attention probabilities, mean over the heads.
 *
 * @param layers cross-attention layers, the first looks first
 * @param queries learned queries
 * @param side patches along each side of what the network sees
 * @param values [layers, queries, 1 + side²]: each row adds up to 1, and begins with what the class
 *     token gets, which stands for no place
 */
// An array that only this package fills, and nobody compares.
@SuppressWarnings("ArrayRecordComponent")
public record Gaze(int layers, int queries, int side, float[] values) {
  public Gaze {
    if (values.length != layers * queries * (1 + side * side)) {
      throw new IllegalArgumentException(
          "%d values are not %d × %d × (1 + %d²)".formatted(values.length, layers, queries, side));
    }
  }

  /** What each patch gets of one query, row by row from the top left. */
  public float[] of(int layer, int query) {
    int width = 1 + side * side;
    int row = (layer * queries + query) * width;
    return Arrays.copyOfRange(values, row + 1, row + width);
  }

  /** What each patch gets on average over the queries. */
  public float[] mean(int layer) {
    float[] mean = new float[side * side];
    for (int query = 0; query < queries; query++) {
      float[] one = of(layer, query);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i] / queries;
      }
    }
    return mean;
  }

  /** What a patch would get if the queries looked everywhere alike. */
  public double even() {
    return 1.0 / (1 + side * side);
  }
}
