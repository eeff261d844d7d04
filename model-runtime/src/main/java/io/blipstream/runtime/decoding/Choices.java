package io.blipstream.runtime.decoding;

/**
 * What the logits of some rows offer, row by row.
 *
 * @param width choices per row
 * @param tokens [rows × width], best first
 * @param scores [rows × width]: adjusted log-probabilities, by which beams are compared
 * @param logProbabilities [rows × width]: the network's own, before adjustment
 */
record Choices(int width, long[] tokens, float[] scores, float[] logProbabilities) {
  int token(int row, int choice) {
    return Math.toIntExact(tokens[row * width + choice]);
  }

  float score(int row, int choice) {
    return scores[row * width + choice];
  }

  float logProbability(int row, int choice) {
    return logProbabilities[row * width + choice];
  }
}
