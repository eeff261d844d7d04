package io.blipstream.runtime.decoding;

import ai.djl.ndarray.NDArray;

/**
 * What the logits of some rows offer, row by row.
 *
 * @param width choices per row
 * @param all [3 × rows × width], best first: tokens, scores, log-probabilities
 */
record Choices(int width, double[] all) {
  /** Fetches what a kernel told, which waits for the device: once per kind of choice and step. */
  static Choices of(NDArray told, int width) {
    return new Choices(width, told.toDoubleArray());
  }

  int token(int row, int choice) {
    return (int) all[row * width + choice];
  }

  /** The adjusted log-probability, by which beams are compared. */
  float score(int row, int choice) {
    return (float) all[all.length / 3 + row * width + choice];
  }

  /** The network's own, before adjustment. */
  float logProbability(int row, int choice) {
    return (float) all[all.length / 3 * 2 + row * width + choice];
  }
}
