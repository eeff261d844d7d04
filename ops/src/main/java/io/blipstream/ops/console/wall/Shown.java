package io.blipstream.ops.console.wall;

import io.blipstream.schemas.Result;
import java.util.Optional;

/**
 * One result as the Wall shows it.
 *
 * @param number grows by one with each result that was read
 * @param text null where there is none
 * @param confidence 0 to 1; null where there is none
 * @param partition of the event, with {@code offset} the name of its picture here
 * @param veiled whether its picture is shown only to whoever points at it
 * @param right null where the truth is not known
 * @param truth what is right; null where it is not known, or more than one thing is
 */
record Shown(
    long number,
    String event,
    String subject,
    String feed,
    String instruction,
    String task,
    String status,
    String prompt,
    String text,
    Double confidence,
    String template,
    String model,
    int partition,
    long offset,
    boolean veiled,
    Boolean right,
    String truth) {
  static Shown of(long number, Result result, boolean veiled, Optional<Truths.Judged> judged) {
    return new Shown(
        number,
        result.getEventId(),
        result.getSubject(),
        result.getFeed(),
        result.getInstructionId(),
        result.getTask().name(),
        result.getStatus().name(),
        result.getPrompt(),
        result.getText().orElse(null),
        result.getConfidence().orElse(null),
        result.getTemplateId() + "@" + result.getTemplateVersion(),
        result.getModelId(),
        result.getOrigin().getPartition(),
        result.getOrigin().getOffset(),
        veiled,
        judged.map(Truths.Judged::right).orElse(null),
        judged.map(Truths.Judged::truth).filter(truth -> !truth.isEmpty()).orElse(null));
  }
}
