package io.blipstream.ops.demo;

import io.blipstream.ops.demo.Tally.Kind;
import io.blipstream.runtime.engine.EngineStats;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run came to.
 *
 * @param took from the first picture published to the last one answered
 * @param deadLetters on their topic
 */
record Summary(Tally tally, Duration took, long deadLetters, EngineStats engine) {
  /** One line of it: a name and a value. */
  record Line(String name, String value) {}

  List<Line> lines() {
    return List.of(
        new Line("events", Long.toString(tally.pictures())),
        new Line("captions", words(tally.of(Kind.CAPTIONS))),
        new Line("answers", words(tally.of(Kind.ANSWERS))),
        line(QuestionKind.OPEN),
        line(QuestionKind.HOW_MANY),
        line(QuestionKind.YES_OR_NO),
        new Line("questions", words(tally.of(Kind.QUESTIONS))),
        new Line("all texts", words(tally.overall())),
        new Line("dead letters", Long.toString(deadLetters)),
        new Line("images/s", number(perSecond(tally.pictures()))),
        new Line("texts/s", number(perSecond(tally.overall().all()))),
        new Line(
            "mean batch",
            number(engine.meanAnswerBatch())
                + " prompts, "
                + number(engine.meanImageBatch())
                + " pictures"));
  }

  private Line line(QuestionKind kind) {
    return new Line("- " + kind.words(), words(tally.of(kind)));
  }

  private double perSecond(long count) {
    return took.isZero() ? 0 : count / (took.toNanos() / 1e9);
  }

  private static String words(Tally.Share share) {
    return String.format(
        Locale.ROOT, "%d, %d right (%.3f)", share.all(), share.right(), share.value());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
