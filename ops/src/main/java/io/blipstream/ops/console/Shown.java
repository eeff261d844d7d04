package io.blipstream.ops.console;

import io.blipstream.schemas.Result;

/**
 * One result as the Wall shows it.
 *
 * @param number grows by one with each result that was read
 * @param text null where there is none
 * @param confidence 0 to 1; null where there is none
 * @param partition of the event, with {@code offset} the name of its picture here
 */
record Shown(
    long number,
    String event,
    String subject,
    String feed,
    String task,
    String status,
    String prompt,
    String text,
    Double confidence,
    String template,
    String model,
    int partition,
    long offset) {
  static Shown of(long number, Result result) {
    return new Shown(
        number,
        result.getEventId(),
        result.getSubject(),
        result.getFeed(),
        result.getTask().name(),
        result.getStatus().name(),
        result.getPrompt(),
        result.getText().orElse(null),
        result.getConfidence().orElse(null),
        result.getTemplateId() + "@" + result.getTemplateVersion(),
        result.getModelId(),
        result.getOrigin().getPartition(),
        result.getOrigin().getOffset());
  }
}
