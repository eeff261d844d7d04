package io.blipstream.runtime.evaluation.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CIDEr in its variant D: how alike caption and references are when runs of words weigh the more
 * the rarer they are among all pictures of the set. Document frequencies are those of the set that
 * is judged, so that scores of different sets are not comparable.
 *
 * @see <a href="https://arxiv.org/abs/1411.5726">CIDEr: Consensus-based Image Description
 *     Evaluation</a>
 */
public final class Cider {
  private static final double SIGMA = 6;
  private static final double SCALE = 10;

  private final Map<List<String>, Integer> frequency = new HashMap<>();
  private final double logPictures;

  private Cider(List<CaptionCase> cases) {
    logPictures = Math.log(cases.size());
    for (CaptionCase one : cases) {
      Set<List<String>> seen = new HashSet<>();
      for (List<String> reference : one.references()) {
        for (int n = 1; n <= NGrams.LONGEST; n++) {
          seen.addAll(NGrams.counted(reference, n).keySet());
        }
      }
      seen.forEach(run -> frequency.merge(run, 1, Integer::sum));
    }
  }

  public static Scored of(List<CaptionCase> cases) {
    Cider cider = new Cider(cases);
    return Scored.mean(cases.stream().map(cider::one).toList());
  }

  private double one(CaptionCase one) {
    Vectors candidate = vectors(one.candidate());
    double[] sums = new double[NGrams.LONGEST];
    for (List<String> reference : one.references()) {
      double[] alike = candidate.alike(vectors(reference));
      for (int n = 0; n < NGrams.LONGEST; n++) {
        sums[n] += alike[n];
      }
    }
    double mean = 0;
    for (double sum : sums) {
      mean += sum / NGrams.LONGEST;
    }
    return SCALE * mean / one.references().size();
  }

  private Vectors vectors(List<String> tokens) {
    List<Map<List<String>, Double>> weights = new ArrayList<>();
    double[] norms = new double[NGrams.LONGEST];
    for (int n = 1; n <= NGrams.LONGEST; n++) {
      Map<List<String>, Double> vector = new HashMap<>();
      for (Map.Entry<List<String>, Integer> run : NGrams.counted(tokens, n).entrySet()) {
        double rarity =
            logPictures - Math.log(Math.max(1, frequency.getOrDefault(run.getKey(), 0)));
        double weight = run.getValue() * rarity;
        vector.put(run.getKey(), weight);
        norms[n - 1] += weight * weight;
      }
      weights.add(vector);
    }
    for (int n = 0; n < NGrams.LONGEST; n++) {
      norms[n] = Math.sqrt(norms[n]);
    }
    // The reference counts pairs where it means words; so do all who report its numbers.
    return new Vectors(weights, norms, Math.max(0, tokens.size() - 1));
  }

  /**
   * A text as one weighted vector for each length of runs.
   *
   * @param length in pairs of words
   */
  private record Vectors(List<Map<List<String>, Double>> weights, double[] norms, int length) {
    double[] alike(Vectors reference) {
      double shift = length - reference.length;
      double penalty = Math.exp(-shift * shift / (2 * SIGMA * SIGMA));
      double[] alike = new double[NGrams.LONGEST];
      for (int n = 0; n < NGrams.LONGEST; n++) {
        double product = 0;
        for (Map.Entry<List<String>, Double> run : weights.get(n).entrySet()) {
          double other = reference.weights.get(n).getOrDefault(run.getKey(), 0.0);
          product += Math.min(run.getValue(), other) * other;
        }
        if (norms[n] != 0 && reference.norms[n] != 0) {
          product /= norms[n] * reference.norms[n];
        }
        alike[n] = product * penalty;
      }
      return alike;
    }
  }
}
