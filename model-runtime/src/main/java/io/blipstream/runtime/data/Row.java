package io.blipstream.runtime.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of a data set's file.
 *
 * @param place for messages: file and number
 * @param key its name where rows are fields of an object, else empty
 * @param columns what the form calls a column → what the file does
 */
record Row(String place, String key, JsonNode node, Map<String, String> columns) {
  /** Longer texts are no captions, questions or answers. */
  static final int LONGEST_TEXT = 1 << 16;

  private static final int MOST_TEXTS = 10_000;
  private static final Pattern COLUMN = Pattern.compile("\\{([^{}:]+)(?::(\\d{1,2}))?}");

  /** Fields within which an answer's words stand, where it is an object. */
  private static final List<String> WORDS = List.of("answer", "raw", "caption");

  JsonNode at(String column) {
    String name = columns.getOrDefault(column, column);
    return name.equals("$key") ? TextNode.valueOf(key) : node.path(name);
  }

  boolean has(String column) {
    JsonNode value = at(column);
    return !value.isMissingNode() && !value.isNull();
  }

  /** A text or a number as a text; never empty. */
  String text(String column) {
    return text(at(column), column);
  }

  /** A text each, whether the column holds one or a list. Empty where there is none. */
  List<String> texts(String column) {
    JsonNode value = at(column);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(text(value, column));
    }
    if (value.size() > MOST_TEXTS) {
      throw new BrokenRow("has more than " + MOST_TEXTS + " values in " + column);
    }
    List<String> texts = new ArrayList<>();
    value.forEach(each -> texts.add(text(each, column)));
    return texts;
  }

  OptionalInt index(String column) {
    JsonNode value = at(column);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalInt.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new BrokenRow("has no whole number in " + column);
    }
    return OptionalInt.of(value.asInt());
  }

  /** A pattern with columns in braces, {@code {image_id:12}} with zeros before a number. */
  String filled(String pattern) {
    return COLUMN
        .matcher(pattern)
        .replaceAll(
            match -> {
              String value = text(match.group(1));
              int width = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
              return Matcher.quoteReplacement(
                  "0".repeat(Math.max(0, width - value.length())) + value);
            });
  }

  private static String text(JsonNode value, String column) {
    JsonNode words = value;
    if (value.isObject()) {
      words = WORDS.stream().filter(value::has).findFirst().map(value::path).orElse(words);
    }
    if (!words.isTextual() && !words.isNumber()) {
      throw new BrokenRow("has no text in " + column);
    }
    String text = words.asText().strip();
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new BrokenRow("has an empty or endless text in " + column);
    }
    return text;
  }
}
