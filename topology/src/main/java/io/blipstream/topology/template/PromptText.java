package io.blipstream.topology.template;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.Turn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template filled with an instruction's own words, as the paper words its prompts: text read in
 * the picture and an earlier dialogue stand in front, unless the template has a place for them.
 */
public final class PromptText {
  /** Longest question or answer that fills a placeholder, in characters. */
  public static final int LONGEST_WORDS = 2_000;

  /** Longest closed answer, in characters. */
  public static final int LONGEST_CANDIDATE = 200;

  /** Most texts read in a picture; more than are told to the model, since readers find many. */
  public static final int MOST_OCR_TOKENS = 1_000;

  /** Longest of them, in characters. */
  public static final int LONGEST_OCR_TOKEN = 100;

  /** Most turns of a dialogue. */
  public static final int MOST_TURNS = 32;

  /** Longest question or answer of a turn, in characters. */
  public static final int LONGEST_TURN = 500;

  /** Most candidates that have a letter. */
  private static final int MOST_OPTIONS = 26;

  private static final Pattern PLACE = Pattern.compile("\\{[A-Za-z]+}");

  private PromptText() {}

  /** Why the instruction cannot be worded with a template of its task; empty where it can. */
  public static Optional<String> fault(Template template, Instruction instruction) {
    return words(template, instruction)
        .or(() -> candidates(instruction.getCandidates()))
        .or(() -> ocrTokens(instruction.getOcrTokens()))
        .or(() -> history(instruction.getHistory()))
        .or(() -> places(template, instruction));
  }

  /**
   * The words for the model.
   *
   * @param instruction for which {@link #fault} finds nothing
   */
  public static String of(Template template, Instruction instruction) {
    String text = template.getText();
    return lead("OCR tokens: ", Placeholder.OCR_TOKENS, ". ", text, instruction)
        + lead("Dialog history: ", Placeholder.HISTORY, "\n ", text, instruction)
        + filled(text, instruction);
  }

  /**
   * A template for answers that also shows the choices: as it is where it has a place for them,
   * else with one behind the question, as the paper has it.
   */
  public static Template withOptions(Template template) {
    String text = template.getText();
    if (template.getTask() != Task.ANSWER || Placeholder.OPTIONS.in(text)) {
      return template;
    }
    String options = Placeholder.QUESTION + " Options: " + Placeholder.OPTIONS;
    // Some templates have a full stop of their own.
    String stop = text.contains(Placeholder.QUESTION + ".") ? "" : ".";
    return Template.newBuilder(template)
        .setText(text.replace(Placeholder.QUESTION.toString(), options + stop))
        .build();
  }

  private static String lead(
      String name, Placeholder what, String end, String text, Instruction instruction) {
    String words = what.filling(instruction);
    return words.isEmpty() || what.in(text) ? "" : name + words + end;
  }

  /** In one pass, so that words which look like a placeholder stay words. */
  private static String filled(String text, Instruction instruction) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                TemplateLint.placeholder(place.group())
                    .map(each -> Matcher.quoteReplacement(each.filling(instruction)))
                    .orElseGet(() -> Matcher.quoteReplacement(place.group())));
  }

  private static Optional<String> words(Template template, Instruction instruction) {
    return Placeholder.required(template.getTask())
        .filter(place -> raw(place, instruction).length() > LONGEST_WORDS)
        .map(place -> "the words for " + place + " exceed " + LONGEST_WORDS + " characters");
  }

  private static String raw(Placeholder place, Instruction instruction) {
    return (place == Placeholder.QUESTION ? instruction.getQuestion() : instruction.getAnswer())
        .orElse("");
  }

  private static Optional<String> candidates(List<String> candidates) {
    if (candidates.size() > DecodingOptions.MOST_CANDIDATES) {
      return Optional.of("more than " + DecodingOptions.MOST_CANDIDATES + " candidates");
    }
    boolean bounded =
        candidates.stream().allMatch(c -> !c.isBlank() && c.length() <= LONGEST_CANDIDATE);
    return bounded && candidates.stream().distinct().count() == candidates.size()
        ? Optional.empty()
        : Optional.of(
            "candidates must be distinct, of 1 to " + LONGEST_CANDIDATE + " characters each");
  }

  private static Optional<String> ocrTokens(List<String> tokens) {
    boolean bounded =
        tokens.size() <= MOST_OCR_TOKENS
            && tokens.stream().allMatch(token -> token.length() <= LONGEST_OCR_TOKEN);
    return bounded
        ? Optional.empty()
        : Optional.of(
            "ocr_tokens must be at most %d, of at most %d characters each"
                .formatted(MOST_OCR_TOKENS, LONGEST_OCR_TOKEN));
  }

  private static Optional<String> history(List<Turn> turns) {
    boolean bounded =
        turns.size() <= MOST_TURNS
            && turns.stream().allMatch(t -> bounded(t.getQuestion()) && bounded(t.getAnswer()));
    return bounded
        ? Optional.empty()
        : Optional.of(
            "history must have at most %d turns, questions and answers of 1 to %d characters"
                .formatted(MOST_TURNS, LONGEST_TURN));
  }

  private static boolean bounded(String words) {
    return !words.isBlank() && words.length() <= LONGEST_TURN;
  }

  private static Optional<String> places(Template template, Instruction instruction) {
    String text = template.getText();
    if (Placeholder.OPTIONS.in(text) && instruction.getCandidates().size() > MOST_OPTIONS) {
      return Optional.of("more than " + MOST_OPTIONS + " candidates have no letters");
    }
    return Placeholder.allowed(template.getTask()).stream()
        .filter(place -> place.in(text) && place.filling(instruction).isEmpty())
        .findFirst()
        .map(place -> "the instruction has nothing for " + place);
  }
}
