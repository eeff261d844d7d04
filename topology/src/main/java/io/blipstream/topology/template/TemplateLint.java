package io.blipstream.topology.template;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.util.Optional;
import java.util.OptionalInt;

/** Says what is wrong with a template, before anybody's prompt is worded with it. */
public final class TemplateLint {
  /** Longest text, in characters. */
  public static final int LONGEST_TEXT = 2_000;

  static final String QUESTION = "{Question}";
  static final String ANSWER = "{Answer}";

  private TemplateLint() {}

  /** The first fault in one sentence; empty for a valid template. */
  public static Optional<String> fault(Template template) {
    return identity(template)
        .or(() -> text(template.getText()))
        .or(() -> placeholder(template.getTask(), template.getText()))
        .or(() -> template.getOptions().flatMap(TemplateLint::options));
  }

  private static Optional<String> identity(Template template) {
    Optional<TemplateName> id =
        TemplateName.parse(template.getId()).filter(name -> name.version().isEmpty());
    if (id.isEmpty()) {
      return Optional.of("the id must be 1 to 64 lower-case letters, digits, dots and hyphens");
    }
    OptionalInt version =
        TemplateName.parse(TemplateName.of(template))
            .map(TemplateName::version)
            .orElse(OptionalInt.empty());
    if (version.isEmpty()) {
      return Optional.of("the version must be 1 to 999999999");
    }
    if (template.getTask() == Task.UNKNOWN) {
      return Optional.of("the task is none that this version knows");
    }
    return Optional.empty();
  }

  private static Optional<String> text(String text) {
    if (text.isBlank()) {
      return Optional.of("the text is blank");
    }
    if (text.length() > LONGEST_TEXT) {
      return Optional.of("the text is longer than " + LONGEST_TEXT + " characters");
    }
    // A space at the end becomes a token of its own and makes the model's words worse.
    if (!text.equals(text.strip())) {
      return Optional.of("the text begins or ends with white space");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      return Optional.of("the text has control characters");
    }
    return Optional.empty();
  }

  private static Optional<String> placeholder(Task task, String text) {
    String own = placeholder(task).orElse("");
    String rest = text;
    if (!own.isEmpty()) {
      int at = text.indexOf(own);
      if (at < 0) {
        return Optional.of("a template of task " + task + " needs " + own);
      }
      // Once only: it bounds the prompt's length by the instruction's own words.
      rest = text.substring(0, at) + text.substring(at + own.length());
    }
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      return Optional.of(
          own.isEmpty()
              ? "a template of task " + task + " takes no placeholder"
              : "the only braces of a template of task " + task + " are one " + own);
    }
    return Optional.empty();
  }

  private static Optional<String> options(Options options) {
    Optional<Integer> tokens = options.getMaxNewTokens();
    return tokens
        .filter(n -> n < 1 || n > DecodingOptions.LONGEST)
        .map(n -> "max_new_tokens must be 1 to " + DecodingOptions.LONGEST);
  }

  /** What the instruction's own words stand in for; empty where the task has none. */
  static Optional<String> placeholder(Task task) {
    return switch (task) {
      case ANSWER -> Optional.of(QUESTION);
      case QUESTION -> Optional.of(ANSWER);
      case CAPTION, UNKNOWN -> Optional.empty();
    };
  }
}
