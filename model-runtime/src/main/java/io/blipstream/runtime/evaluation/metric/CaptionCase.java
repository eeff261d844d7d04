package io.blipstream.runtime.evaluation.metric;

import java.util.List;

/**
 * One picture's caption and what people wrote of it, as tokens.
 *
 * @param candidate the caption to be judged
 * @param references at least one
 */
public record CaptionCase(List<String> candidate, List<List<String>> references) {
  public CaptionCase {
    candidate = List.copyOf(candidate);
    references = references.stream().map(List::copyOf).toList();
    if (references.isEmpty()) {
      throw new IllegalArgumentException("a caption is judged by at least one reference");
    }
  }

  /** From words, tokenised as the reference does. */
  public static CaptionCase of(String candidate, List<String> references) {
    return new CaptionCase(
        PtbTokens.of(candidate), references.stream().map(PtbTokens::of).toList());
  }
}
