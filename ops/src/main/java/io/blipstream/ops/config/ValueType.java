package io.blipstream.ops.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a key's text becomes its value.
 *
 * @param words what is allowed, as messages and the documentation say it
 * @param parse throws {@link IllegalArgumentException} for everything else
 */
record ValueType<T>(String words, Function<String, T> parse) {
  static ValueType<String> text(String words, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return new ValueType<>(
        words,
        text -> {
          if (!compiled.matcher(text).matches()) {
            throw new IllegalArgumentException("does not match " + pattern);
          }
          return text;
        });
  }

  static ValueType<Path> folder() {
    return new ValueType<>(
        "folder",
        text -> {
          if (text.isEmpty()) {
            throw new InvalidPathException(text, "empty");
          }
          return Path.of(text);
        });
  }

  /** Empty for none. */
  static ValueType<Optional<Path>> folderOrNone() {
    return new ValueType<>(
        "folder; empty for none",
        text -> Optional.of(text).filter(t -> !t.isEmpty()).map(Path::of));
  }

  static ValueType<Double> fraction() {
    return new ValueType<>(
        "number, 0 to 1",
        text -> {
          double value = Double.parseDouble(text);
          if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        });
  }

  /** A value of the runtime that words its own faults. */
  static <T> ValueType<T> of(String words, Function<String, T> parse) {
    return new ValueType<>(words, parse);
  }

  static ValueType<Integer> integer(int least, int most) {
    return new ValueType<>(
        "integer, " + least + " to " + most, text -> Math.toIntExact(between(text, least, most)));
  }

  static ValueType<Long> bytes(long least, long most) {
    return new ValueType<>("bytes, " + least + " to " + most, text -> between(text, least, most));
  }

  static ValueType<Duration> milliseconds(long least, long most) {
    return new ValueType<>(
        "milliseconds, " + least + " to " + most,
        text -> Duration.ofMillis(between(text, least, most)));
  }

  static ValueType<Map<String, Double>> weights() {
    return new ValueType<>(
        "`name=weight`, separated by commas; weights above 0 to 1000000",
        text -> {
          Map<String, Double> weights = new TreeMap<>();
          for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int sign = pair.lastIndexOf('=');
            double weight = sign < 1 ? 0 : Double.parseDouble(pair.substring(sign + 1));
            if (!(weight > 0 && weight <= 1e6)
                || weights.put(pair.substring(0, sign).strip(), weight) != null) {
              throw new IllegalArgumentException("no weight: " + pair);
            }
          }
          return weights;
        });
  }

  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    return new ValueType<>(
        Arrays.stream(type.getEnumConstants())
            .map(constant -> "`" + constant.name().toLowerCase(Locale.ROOT) + "`")
            .collect(Collectors.joining(" or ")),
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  /** One of few words, each with its meaning. */
  static <T> ValueType<T> oneOf(Map<String, T> meanings) {
    Map<String, T> sorted = new TreeMap<>(meanings);
    return new ValueType<>(
        sorted.keySet().stream().map(word -> "`" + word + "`").collect(Collectors.joining(" or ")),
        text -> {
          if (!sorted.containsKey(text)) {
            throw new IllegalArgumentException("none of them");
          }
          return sorted.get(text);
        });
  }

  /** Names by comma; white space around them does not count. */
  static ValueType<Set<String>> names() {
    return new ValueType<>(
        "names by comma, each once",
        text ->
            text.isBlank()
                ? Set.of()
                : Set.of(
                    Arrays.stream(text.split(",", -1))
                        .map(ValueType::name)
                        .toArray(String[]::new)));
  }

  private static String name(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a name is empty");
    }
    return text.strip();
  }

  private static long between(String text, long least, long most) {
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }
}
