package io.blipstream.ops.tune;

import io.blipstream.ops.config.NearestName;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A file of settings, {@code .properties}; strict, since a mistyped name is a mistake. Paths are
 * relative to where it lies.
 *
 * @param values of every key, the defaults of those that are not in it
 */
public record SettingsFile(Path file, Map<String, String> values) {
  /**
   * @param defaults of every key that there is; empty where there is none
   * @throws FatalException FILE_NOT_FOUND or CONFIGURATION_INVALID
   */
  public static SettingsFile read(Path file, Map<String, String> defaults) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "no readable settings file " + file, e);
    }
    Map<String, String> values = new TreeMap<>(defaults);
    for (String name : properties.stringPropertyNames()) {
      if (!defaults.containsKey(name)) {
        String hint =
            NearestName.to(name, defaults.keySet())
                .map(NearestName::hint)
                .orElseGet(() -> ", not one of " + new TreeMap<>(defaults).keySet());
        throw invalid(file + " has a key " + name + hint);
      }
      values.put(name, properties.getProperty(name).strip());
    }
    return new SettingsFile(file, values);
  }

  /** A fault that is told with the file's name. */
  public FatalException fault(String message) {
    return invalid(file + ": " + message);
  }

  private static FatalException invalid(String message) {
    return new FatalException(FaultCode.CONFIGURATION_INVALID, message);
  }

  Optional<Path> optional(String key) {
    return values.get(key).isEmpty() ? Optional.empty() : Optional.of(path(key));
  }

  Path path(String key) {
    if (values.get(key).isEmpty()) {
      throw invalid(file + " needs " + key);
    }
    return file.toAbsolutePath().getParent().resolve(values.get(key)).normalize();
  }

  /**
   * @param parser throws IllegalArgumentException of what cannot be
   */
  public <T> T value(String key, Function<String, T> parser) {
    try {
      return parser.apply(values.get(key));
    } catch (IllegalArgumentException e) {
      throw invalid(file + ": " + key + " is \"" + values.get(key) + "\", which cannot be");
    }
  }

  /** A value such as {@code square-root}. */
  static <E extends Enum<E>> E named(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Several of them, with commas between. */
  public static <E extends Enum<E>> List<E> several(Class<E> type, String text) {
    return Arrays.stream(text.split(",")).map(name -> named(type, name.strip())).toList();
  }
}
