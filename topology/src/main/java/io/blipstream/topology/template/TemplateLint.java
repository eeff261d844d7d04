package io.blipstream.topology.template;

import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Says what is wrong with a template, before anybody's prompt is worded with it. */
public final class TemplateLint {
  /** Longest text, in characters. */
  public static final int LONGEST_TEXT = 2_000;

  private TemplateLint() {}

  /** The first fault in one sentence; empty for a valid template. */
  public static Optional<String> fault(Template template) {
    return identity(template)
        .or(() -> text(template.getText()))
        .or(() -> placeholders(template.getTask(), template.getText()))
        .or(() -> template.getOptions().flatMap(TokenBounds::fault));
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

  private static Optional<String> placeholders(Task task, String text) {
    Optional<Placeholder> required = Placeholder.required(task);
    if (required.isPresent() && !required.get().in(text)) {
      return Optional.of("a template of task " + task + " needs " + required.get());
    }
    Set<Placeholder> allowed = Placeholder.allowed(task);
    String rest = text;
    for (Placeholder each : allowed) {
      // Once only: it bounds the prompt's length by the instruction's own words.
      int at = rest.indexOf(each.toString());
      rest = at < 0 ? rest : rest.substring(0, at) + rest.substring(at + each.toString().length());
    }
    return rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0
        ? Optional.of(
            "the only braces of a template of task %s are one each of %s".formatted(task, allowed))
        : Optional.empty();
  }

  /** By the name in braces; empty where there is none of that name. */
  static Optional<Placeholder> placeholder(String name) {
    return Arrays.stream(Placeholder.values())
        .filter(each -> each.toString().equals(name))
        .findFirst();
  }
}
