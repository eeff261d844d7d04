package io.blipstream.topology.shadow;

import java.util.List;

/**
 * How much two answers agree, token by token: twice the longest common subsequence over the tokens
 * of both, the F-measure of ROUGE-L (Lin 2004). Equal positions were rejected: one word more at the
 * beginning would make two equal answers disagree.
 */
final class TokenAgreement {
  private TokenAgreement() {}

  /** 0 to 1; 1 where both are empty. Takes time in proportion to the product of the lengths. */
  static double of(List<Integer> one, List<Integer> other) {
    int tokens = one.size() + other.size();
    return tokens == 0 ? 1 : 2.0 * longestCommonSubsequence(one, other) / tokens;
  }

  private static int longestCommonSubsequence(List<Integer> one, List<Integer> other) {
    // lengths[j] is the answer for the tokens of `one` so far and the first j of `other`.
    int[] lengths = new int[other.size() + 1];
    for (Integer token : one) {
      int diagonal = 0;
      for (int j = 1; j <= other.size(); j++) {
        int above = lengths[j];
        lengths[j] =
            token.equals(other.get(j - 1)) ? diagonal + 1 : Math.max(above, lengths[j - 1]);
        diagonal = above;
      }
    }
    return lengths[other.size()];
  }
}
