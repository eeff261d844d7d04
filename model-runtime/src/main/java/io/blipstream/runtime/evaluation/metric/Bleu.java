package io.blipstream.runtime.evaluation.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU-1 to BLEU-4 with the reference length closest to the candidate's, and with the tiny numbers
 * that keep the reference program from dividing by zero.
 *
 * @see <a href="https://aclanthology.org/P02-1040/">BLEU: a Method for Automatic Evaluation of
 *     Machine Translation</a>
 */
public final class Bleu {
  private static final double SMALL = 1e-9;
  private static final double TINY = 1e-15;

  private Bleu() {}

  /**
   * @return four: BLEU-1, BLEU-2, BLEU-3, BLEU-4
   */
  public static List<Scored> of(List<CaptionCase> cases) {
    Counts total = new Counts();
    List<double[]> each = new ArrayList<>();
    for (CaptionCase one : cases) {
      Counts counts = Counts.of(one);
      each.add(counts.scores());
      total.add(counts);
    }
    double[] corpus = total.scores();
    List<Scored> scored = new ArrayList<>();
    for (int n = 0; n < NGrams.LONGEST; n++) {
      int order = n;
      scored.add(new Scored(corpus[n], each.stream().map(scores -> scores[order]).toList()));
    }
    return scored;
  }

  /** What one caption, or many together, got right. Of one thread. */
  private static final class Counts {
    private final long[] right = new long[NGrams.LONGEST];
    private final long[] guessed = new long[NGrams.LONGEST];
    private long length;
    private long wanted;

    static Counts of(CaptionCase one) {
      Counts counts = new Counts();
      counts.length = one.candidate().size();
      counts.wanted = closest(one);
      for (int n = 1; n <= NGrams.LONGEST; n++) {
        Map<List<String>, Integer> most = new HashMap<>();
        for (List<String> reference : one.references()) {
          NGrams.counted(reference, n).forEach((run, count) -> most.merge(run, count, Math::max));
        }
        counts.guessed[n - 1] = Math.max(0, one.candidate().size() - n + 1);
        for (Map.Entry<List<String>, Integer> run : NGrams.counted(one.candidate(), n).entrySet()) {
          counts.right[n - 1] += Math.min(run.getValue(), most.getOrDefault(run.getKey(), 0));
        }
      }
      return counts;
    }

    void add(Counts other) {
      for (int n = 0; n < NGrams.LONGEST; n++) {
        right[n] += other.right[n];
        guessed[n] += other.guessed[n];
      }
      length += other.length;
      wanted += other.wanted;
    }

    double[] scores() {
      double[] scores = new double[NGrams.LONGEST];
      double product = 1;
      double ratio = (length + TINY) / (wanted + SMALL);
      double penalty = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
      for (int n = 0; n < NGrams.LONGEST; n++) {
        product *= (right[n] + TINY) / (guessed[n] + SMALL);
        scores[n] = Math.pow(product, 1.0 / (n + 1)) * penalty;
      }
      return scores;
    }

    private static long closest(CaptionCase one) {
      int length = one.candidate().size();
      return one.references().stream()
          .map(List::size)
          .min(
              Comparator.<Integer>comparingInt(size -> Math.abs(size - length))
                  .thenComparing(Comparator.naturalOrder()))
          .orElseThrow();
    }
  }
}
