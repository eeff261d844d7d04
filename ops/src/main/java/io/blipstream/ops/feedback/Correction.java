package io.blipstream.ops.feedback;

import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Task;
import io.blipstream.topology.feedback.FeedbackPublisher;
import io.blipstream.topology.template.PlainWords;
import java.util.regex.Pattern;

/**
 * What somebody said should have been said, and where it stands.
 *
 * @param key of the result, {@code subject/instruction}
 * @param rightText its words made plain, as an event's are
 */
record Correction(String key, int partition, long offset, Feedback feedback, String rightText) {
  private static final int LONGEST_PROMPT = 1 << 16;
  private static final int LONGEST_KEY = 1_024;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  static Correction of(String key, int partition, long offset, Feedback feedback) {
    return new Correction(key, partition, offset, feedback, PlainWords.of(feedback.getRightText()));
  }

  /**
   * Whether it can be a row. Anybody may write to the topic: its digest becomes a file's name, and
   * its key must be what it says it is about, or somebody else's erasure would not reach it.
   */
  boolean usable() {
    return key.equals(feedback.getSubject() + '/' + feedback.getInstructionId())
        && key.length() <= LONGEST_KEY
        && feedback.getTask() != Task.UNKNOWN
        && !feedback.getPrompt().isBlank()
        && feedback.getPrompt().length() <= LONGEST_PROMPT
        && !rightText.isBlank()
        && rightText.length() <= FeedbackPublisher.LONGEST_TEXT
        && feedback.getGivenBy().length() <= FeedbackPublisher.LONGEST_NAME
        && feedback.getImageSha256().map(text -> DIGEST.matcher(text).matches()).orElse(true);
  }
}
