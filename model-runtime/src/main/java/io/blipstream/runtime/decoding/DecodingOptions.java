package io.blipstream.runtime.decoding;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How one answer is decoded: the likeliest token at every step, several beams, a seeded draw, or
 * the likeliest of given candidates.
 *
 * @param maxNewTokens longest answer in tokens, end token included; 1 to {@value #LONGEST}
 * @param minNewTokens before which the end token is not said; 0 to {@code maxNewTokens}
 * @param beams hypotheses kept at every step; 1 (none but the likeliest) to {@value #MOST_BEAMS}
 * @param lengthPenalty exponent of the length by which a finished beam's log-probability is
 *     divided; positive favours long answers
 * @param repetitionPenalty by which the scores of tokens already said are pushed down; 1 (not at
 *     all) to 10
 * @param sampling draw instead of taking the likeliest; only with one beam
 * @param candidates closed answers to choose from; empty for a free answer. They exclude beams and
 *     sampling
 */
public record DecodingOptions(
    int maxNewTokens,
    int minNewTokens,
    int beams,
    double lengthPenalty,
    double repetitionPenalty,
    Optional<Sampling> sampling,
    List<String> candidates) {
  /**
   * The longest answer that may be asked for: it bounds the key/value caches before they are
   * allocated.
   */
  public static final int LONGEST = 512;

  public static final int MOST_BEAMS = 16;
  public static final int MOST_CANDIDATES = 256;

  /** Long enough for a caption or an answer; the built-in templates use it. */
  public static final DecodingOptions DEFAULT = new DecodingOptions(24);

  public DecodingOptions {
    requireNonNull(sampling, "sampling");
    candidates = List.copyOf(candidates);
    require(
        maxNewTokens >= 1 && maxNewTokens <= LONGEST,
        "max new tokens is " + maxNewTokens + ", must be 1 to " + LONGEST);
    require(
        minNewTokens >= 0 && minNewTokens <= maxNewTokens,
        "min new tokens is " + minNewTokens + ", must be 0 to max new tokens, " + maxNewTokens);
    require(
        beams >= 1 && beams <= MOST_BEAMS, "beams are " + beams + ", must be 1 to " + MOST_BEAMS);
    require(
        Math.abs(lengthPenalty) <= 10,
        "length penalty is " + lengthPenalty + ", must be -10 to 10");
    require(
        repetitionPenalty >= 1 && repetitionPenalty <= 10,
        "repetition penalty is " + repetitionPenalty + ", must be 1 to 10");
    require(sampling.isEmpty() || beams == 1, "sampling goes with one beam, not " + beams);
    require(
        candidates.size() <= MOST_CANDIDATES,
        candidates.size() + " candidates, at most " + MOST_CANDIDATES + " are ranked");
    require(
        candidates.isEmpty() || (beams == 1 && sampling.isEmpty()),
        "candidates are ranked, neither searched with beams nor sampled");
  }

  /** The likeliest token at every step. */
  public DecodingOptions(int maxNewTokens) {
    this(maxNewTokens, 0, 1, 1, 1, Optional.empty(), List.of());
  }

  /** The likeliest of closed answers. */
  public static DecodingOptions ranking(List<String> candidates) {
    return new DecodingOptions(LONGEST, 0, 1, 1, 1, Optional.empty(), candidates);
  }

  /** Name of the method, as results report it. */
  public String method() {
    if (!candidates.isEmpty()) {
      return "ranking";
    }
    if (sampling.isPresent()) {
      return "nucleus";
    }
    return beams == 1 ? "greedy" : "beam";
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }
}
