package io.blipstream.topology.template;

import io.blipstream.schemas.Template;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instruction calls a template: {@code id}, or {@code id@version} to pin one.
 *
 * @param version empty where the newest is meant
 */
record TemplateName(String id, OptionalInt version) {
  /** Nine digits at most, so that every version that parses also fits an int. */
  private static final Pattern SHAPE = Pattern.compile("([a-z0-9.-]{1,64})(?:@([1-9][0-9]{0,8}))?");

  /** Empty where the text cannot be a template's name. */
  static Optional<TemplateName> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(2);
    return Optional.of(
        new TemplateName(
            matcher.group(1),
            version == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(version))));
  }

  /** The key of the template's record on its topic. */
  static String of(Template template) {
    return of(template.getId(), template.getVersion());
  }

  static String of(String id, int version) {
    return id + "@" + version;
  }
}
