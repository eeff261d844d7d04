package io.blipstream.topology.template;

import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Turn;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where an instruction's own words go in a template. */
enum Placeholder {
  QUESTION("{Question}"),
  ANSWER("{Answer}"),
  OPTIONS("{Options}"),
  OCR_TOKENS("{OcrTokens}"),
  HISTORY("{History}");

  /** As many as the reference tells its model; texts read in a picture have no natural end. */
  static final int MOST_OCR_TOKENS = 30;

  private final String name;

  Placeholder(String name) {
    this.name = name;
  }

  /** The one that every template of a task has; empty where the task has none. */
  static Optional<Placeholder> required(Task task) {
    return switch (task) {
      case ANSWER -> Optional.of(QUESTION);
      case QUESTION -> Optional.of(ANSWER);
      case CAPTION, UNKNOWN -> Optional.empty();
    };
  }

  /** Those that a template of the task may have, the required one among them. */
  static Set<Placeholder> allowed(Task task) {
    return switch (task) {
      case CAPTION -> EnumSet.of(OCR_TOKENS, HISTORY);
      case ANSWER -> EnumSet.of(QUESTION, OPTIONS, OCR_TOKENS, HISTORY);
      case QUESTION -> EnumSet.of(ANSWER, OCR_TOKENS, HISTORY);
      case UNKNOWN -> EnumSet.noneOf(Placeholder.class);
    };
  }

  boolean in(String text) {
    return text.contains(name);
  }

  /** What an instruction has for it, made harmless; blank where it has nothing. */
  String filling(Instruction instruction) {
    return switch (this) {
      case QUESTION -> PlainWords.of(instruction.getQuestion().orElse(""));
      case ANSWER -> PlainWords.of(instruction.getAnswer().orElse(""));
      case OPTIONS -> options(instruction.getCandidates());
      case OCR_TOKENS ->
          instruction.getOcrTokens().stream()
              .map(PlainWords::of)
              .filter(token -> !token.isEmpty())
              .limit(MOST_OCR_TOKENS)
              .collect(Collectors.joining(", "));
      case HISTORY ->
          instruction.getHistory().stream().map(Placeholder::turn).collect(Collectors.joining(" "));
    };
  }

  /** {@code (a) red (b) blue}, as the paper's data sets with several choices have it. */
  private static String options(List<String> candidates) {
    return IntStream.range(0, candidates.size())
        .mapToObj(i -> "(" + (char) ('a' + i) + ") " + PlainWords.of(candidates.get(i)))
        .collect(Collectors.joining(" "));
  }

  /** The paper does not show how a turn is written; this is its fourth template for answers. */
  private static String turn(Turn turn) {
    return "Q: " + PlainWords.of(turn.getQuestion()) + " A: " + PlainWords.of(turn.getAnswer());
  }

  /** With its braces. */
  @Override
  public String toString() {
    return name;
  }
}
