package io.blipstream.ops.console.review;

import io.blipstream.schemas.Choice;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.Result;
import java.util.List;

/**
 * One thing to look at, as the page shows it.
 *
 * @param name what it is settled by
 * @param why {@code unsure}, {@code flagged}, {@code review}
 * @param question what the model was asked
 * @param said what it answered
 * @param candidates what it might have answered; empty where anything
 * @param share its confidence, or how much of the answer violates the policy; 0 to 1
 * @param limit what that is held against
 * @param partition of the event; with {@code offset} the name of its picture; -1 where unknown
 * @param veiled whether the picture is shown only to whoever points at it
 */
record ReviewItem(
    String name,
    String why,
    String event,
    String subject,
    String feed,
    String instruction,
    String question,
    String said,
    List<String> candidates,
    double share,
    double limit,
    String model,
    int partition,
    long offset,
    boolean veiled) {
  static ReviewItem of(Result result, double below, boolean veiled) {
    return new ReviewItem(
        Unsure.name(result),
        "unsure",
        result.getEventId(),
        result.getSubject(),
        result.getFeed(),
        result.getInstructionId(),
        result.getPrompt(),
        result.getText().orElse(""),
        result.getChoices().stream().map(Choice::getText).toList(),
        result.getConfidence().orElse(0.0),
        below,
        result.getModelId(),
        result.getOrigin().getPartition(),
        result.getOrigin().getOffset(),
        veiled);
  }

  /** What a policy's question may be answered with; empty where its flag is too old to say so. */
  static List<String> candidates(Flag flag) {
    return flag.getCandidates().isEmpty()
        ? List.of()
        : List.of(flag.getCandidates().split(",", -1));
  }

  static ReviewItem of(String name, Flag flag) {
    return new ReviewItem(
        name,
        flag.getVerdict().name().toLowerCase(java.util.Locale.ROOT),
        flag.getEventId(),
        flag.getSubject(),
        flag.getFeed(),
        flag.getPolicy(),
        flag.getQuestion(),
        flag.getAnswer(),
        candidates(flag),
        flag.getScore(),
        flag.getThreshold(),
        flag.getModelId(),
        flag.getOriginPartition().orElse(-1),
        flag.getOriginOffset().orElse(-1L),
        // What is flagged is not put before anybody's eyes unasked.
        true);
  }
}
