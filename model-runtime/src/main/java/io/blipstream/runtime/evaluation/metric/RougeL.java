package io.blipstream.runtime.evaluation.metric;

import java.util.List;

/**
 * ROUGE-L: the longest common subsequence, recall weighing 1.2² times as much as precision; both
 * are the best over the references.
 *
 * @see <a href="https://aclanthology.org/W04-1013/">ROUGE: A Package for Automatic Evaluation of
 *     Summaries</a>
 */
public final class RougeL {
  private static final double BETA_SQUARED = 1.2 * 1.2;

  private RougeL() {}

  public static Scored of(List<CaptionCase> cases) {
    return Scored.mean(cases.stream().map(RougeL::one).toList());
  }

  private static double one(CaptionCase one) {
    double precision = 0;
    double recall = 0;
    for (List<String> reference : one.references()) {
      // The reference program splits an empty text into one empty word.
      double common = longestCommon(one.candidate(), reference);
      precision = Math.max(precision, common / Math.max(1, one.candidate().size()));
      recall = Math.max(recall, common / Math.max(1, reference.size()));
    }
    return precision == 0 || recall == 0
        ? 0
        : (1 + BETA_SQUARED) * precision * recall / (recall + BETA_SQUARED * precision);
  }

  private static int longestCommon(List<String> a, List<String> b) {
    int[] row = new int[b.size() + 1];
    for (String word : a) {
      int corner = 0;
      for (int j = 1; j <= b.size(); j++) {
        int above = row[j];
        row[j] = word.equals(b.get(j - 1)) ? corner + 1 : Math.max(above, row[j - 1]);
        corner = above;
      }
    }
    return row[b.size()];
  }
}
