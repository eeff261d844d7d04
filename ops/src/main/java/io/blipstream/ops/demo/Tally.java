package io.blipstream.ops.demo;

import io.blipstream.ops.scenes.SceneTask;
import java.util.EnumMap;
import java.util.Map;

/** Counts of the run so far. Of one thread. */
final class Tally {
  /** What results are counted by. */
  enum Kind {
    CAPTIONS,
    ANSWERS,
    QUESTIONS;

    static Kind of(SceneTask task) {
      if (task instanceof SceneTask.Caption) {
        return CAPTIONS;
      }
      return task instanceof SceneTask.Answer ? ANSWERS : QUESTIONS;
    }
  }

  /** How many of how many. */
  record Share(long right, long all) {
    Share plus(Share other) {
      return new Share(right + other.right, all + other.all);
    }

    double value() {
      return all == 0 ? 0 : (double) right / all;
    }
  }

  private final Map<Kind, Share> shares = new EnumMap<>(Kind.class);
  private final Map<QuestionKind, Share> answers = new EnumMap<>(QuestionKind.class);
  private long pictures;

  Tally() {
    for (Kind kind : Kind.values()) {
      shares.put(kind, new Share(0, 0));
    }
    for (QuestionKind kind : QuestionKind.values()) {
      answers.put(kind, new Share(0, 0));
    }
  }

  void add(AnsweredPicture answered) {
    pictures++;
    for (Said said : answered.said()) {
      if (!said.dead()) {
        Share one = new Share(said.right() ? 1 : 0, 1);
        Kind kind = Kind.of(said.asked().task());
        shares.merge(kind, one, Share::plus);
        if (kind == Kind.ANSWERS) {
          answers.merge(QuestionKind.of(said.asked().truth()), one, Share::plus);
        }
      }
    }
  }

  long pictures() {
    return pictures;
  }

  Share of(Kind kind) {
    return shares.get(kind);
  }

  Share of(QuestionKind kind) {
    return answers.get(kind);
  }

  Share overall() {
    return shares.values().stream().reduce(new Share(0, 0), Share::plus);
  }
}
