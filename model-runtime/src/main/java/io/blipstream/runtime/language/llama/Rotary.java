package io.blipstream.runtime.language.llama;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.weights.ConfigNode;
import java.util.Optional;

/**
 * How fast each pair of a head's dimensions turns from one position to the next.
 *
 * @param base of the angles
 * @param factor by which turning is slowed down; 1 leaves it
 * @param bands which pairs are slowed down; all of them where it is empty
 */
record Rotary(double base, double factor, Optional<Bands> bands) {
  /**
   * Pairs that turn around often within the original length are left, those that hardly do are
   * slowed down, those in between in part.
   *
   * @param low turns within the original length, at most which a pair is slowed down
   * @param high turns, from which it is left
   * @param original longest sequence before it was stretched
   */
  record Bands(double low, double high, int original) {}

  Rotary {
    if (!(base > 0 && factor > 0)
        || bands.filter(b -> !(b.high() > b.low() && b.low() > 0)).isPresent()) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "rotary positions of base %s, factor %s and %s make no sense"
              .formatted(base, factor, bands.map(Bands::toString).orElse("no bands")));
    }
  }

  /**
   * By the names of the reference's fourth and fifth major version. Its dynamic scaling begins
   * beyond the longest sequence, which is never reached here.
   *
   * @throws FatalException CHECKPOINT_UNSUPPORTED for other kinds of scaling
   */
  static Rotary from(ConfigNode text) {
    ConfigNode rope = text.object(text.has("rope_parameters") ? "rope_parameters" : "rope_scaling");
    double base = rope.number("rope_theta", text.number("rope_theta", 10_000));
    String type = rope.text("rope_type", rope.text("type", "default"));
    return switch (type) {
      case "default", "dynamic" -> new Rotary(base, 1, Optional.empty());
      case "linear" -> new Rotary(base, rope.number("factor", 1), Optional.empty());
      case "llama3" ->
          new Rotary(
              base,
              rope.number("factor", 8),
              Optional.of(
                  new Bands(
                      rope.number("low_freq_factor", 1),
                      rope.number("high_freq_factor", 4),
                      rope.integer("original_max_position_embeddings", 8_192, 1, 1 << 20))));
      default ->
          throw new FatalException(
              FaultCode.CHECKPOINT_UNSUPPORTED,
              text.where() + ": rope_type " + type + " is not supported");
    };
  }

  /** One for each pair of dimensions, in fp32 as the reference computes it. */
  float[] frequencies(int headWidth) {
    float[] frequencies = new float[headWidth / 2];
    for (int i = 0; i < frequencies.length; i++) {
      float plain = 1f / (float) Math.pow(base, (float) (2 * i) / headWidth);
      frequencies[i] = bands.map(b -> between(b, plain)).orElse(plain / (float) factor);
    }
    return frequencies;
  }

  private float between(Bands b, float plain) {
    float length = (float) (2 * Math.PI) / plain;
    if (length < b.original() / b.high()) {
      return plain;
    }
    if (length > b.original() / b.low()) {
      return plain / (float) factor;
    }
    float kept = (b.original() / length - (float) b.low()) / (float) (b.high() - b.low());
    return (1 - kept) * plain / (float) factor + kept * plain;
  }
}
