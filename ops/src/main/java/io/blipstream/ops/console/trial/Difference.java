package io.blipstream.ops.console.trial;

import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.Opinion;

/**
 * One instruction to which two models said different things, as the page shows it.
 *
 * @param agreement share of tokens, 0 to 1; null where one has a fault, or the models' tokens have
 *     different numbers
 * @param partition of the event, with {@code offset} the name of its picture here
 * @param veiled whether its picture is shown only to whoever points at it
 */
record Difference(
    String event,
    String subject,
    String feed,
    String instruction,
    String prompt,
    Said live,
    Said shadow,
    Double agreement,
    int partition,
    long offset,
    boolean veiled) {
  /**
   * What one of them said.
   *
   * @param text null where there is a fault
   * @param confidence 0 to 1; null where there is none
   * @param fault its code; null where it answered
   */
  record Said(String model, String digest, String text, Double confidence, String fault) {
    static Said of(Opinion opinion) {
      return new Said(
          opinion.getModelId(),
          opinion.getModelDigest(),
          opinion.getText().orElse(null),
          opinion.getConfidence().orElse(null),
          opinion.getFault().orElse(null));
    }
  }

  static Difference of(Comparison comparison, boolean veiled) {
    return new Difference(
        comparison.getEventId(),
        comparison.getSubject(),
        comparison.getFeed(),
        comparison.getInstructionId(),
        comparison.getPrompt(),
        Said.of(comparison.getLive()),
        Said.of(comparison.getShadow()),
        comparison.getTokenAgreement().orElse(null),
        comparison.getOrigin().getPartition(),
        comparison.getOrigin().getOffset(),
        veiled);
  }
}
