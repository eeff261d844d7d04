package io.blipstream.ops.demo;

import io.blipstream.ops.scenes.QuestionAnswer;

/** Kinds of questions, as the checkpoint's figures tell them apart: by what the answer is. */
enum QuestionKind {
  OPEN("open"),
  HOW_MANY("how many"),
  YES_OR_NO("yes or no");

  private final String words;

  QuestionKind(String words) {
    this.words = words;
  }

  static QuestionKind of(QuestionAnswer one) {
    return of(one.answer());
  }

  static QuestionKind of(String answer) {
    if (answer.equals("yes") || answer.equals("no")) {
      return YES_OR_NO;
    }
    return answer.chars().allMatch(Character::isDigit) ? HOW_MANY : OPEN;
  }

  String words() {
    return words;
  }
}
