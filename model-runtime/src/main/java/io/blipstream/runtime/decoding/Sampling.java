package io.blipstream.runtime.decoding;

/**
 * A draw from the smallest set of tokens that holds {@code topP} of the probability.
 *
 * @param topP above 0, up to 1
 * @param temperature by which logits are divided first; above 0, up to 100
 * @param seed the same seed draws the same answer, whatever else is in the batch
 * @see <a href="https://arxiv.org/abs/1904.09751">The Curious Case of Neural Text Degeneration</a>
 */
public record Sampling(double topP, double temperature, long seed) {
  public Sampling {
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top p is " + topP + ", must be above 0, up to 1");
    }
    if (!(temperature > 0 && temperature <= 100)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature + ", must be above 0, up to 100");
    }
  }
}
