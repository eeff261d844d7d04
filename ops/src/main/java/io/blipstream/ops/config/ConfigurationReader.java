package io.blipstream.ops.config;

import static io.blipstream.runtime.fault.FaultCode.CONFIGURATION_INVALID;
import static io.blipstream.runtime.fault.FaultCode.FILE_NOT_FOUND;

import io.blipstream.runtime.fault.FatalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Where a configuration is read from: the file, then the environment over it. */
public final class ConfigurationReader {
  private static final long LARGEST_FILE_BYTES = 1 << 20;

  /** Read by the launcher and the logging, not by us. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of("BLIPSTREAM_DEBUG", "BLIPSTREAM_LOG", "BLIPSTREAM_JAVA_OPTS");

  private ConfigurationReader() {}

  /** The environment alone, over the defaults. */
  public static Configuration read(Map<String, String> environment) {
    return of(null, environment);
  }

  /**
   * The file, and the environment over it.
   *
   * @throws FatalException where the file is not there or something in it is not right
   */
  public static Configuration read(Path file, Map<String, String> environment) {
    return of(file, environment);
  }

  /** The file, unless it is null, and the environment over it. */
  public static Configuration of(Path file, Map<String, String> environment) {
    return of(file, environment, Map.of());
  }

  /** The same, and these pairs over both. */
  public static Configuration of(
      Path file, Map<String, String> environment, Map<String, String> over) {
    Map<String, String> pairs = new HashMap<>(file == null ? Map.of() : pairsOf(file));
    pairs.putAll(overrides(environment));
    pairs.putAll(over);
    return Configuration.of(new Providers(environment).resolved(pairs));
  }

  /** The pairs of a properties file on the class path. */
  public static Map<String, String> resource(String name) {
    Properties properties = new Properties();
    try (InputStream in = ConfigurationReader.class.getResourceAsStream(name)) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pairsOf(properties);
  }

  private static Map<String, String> overrides(Map<String, String> environment) {
    Map<String, String> pairs = new HashMap<>();
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(Key.VARIABLE_PREFIX) && !OTHER_VARIABLES.contains(variable)) {
            pairs.put(nameOf(variable), value);
          }
        });
    return pairs;
  }

  private static String nameOf(String variable) {
    return variable
        .substring(Key.VARIABLE_PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace('_', '.');
  }

  /**
   * The pairs of a properties file, as they stand there.
   *
   * @throws FatalException where it cannot be read
   */
  public static Map<String, String> pairsOf(Path file) {
    Properties properties = new Properties();
    try {
      if (Files.size(file) > LARGEST_FILE_BYTES) {
        throw new FatalException(
            CONFIGURATION_INVALID, file + " is longer than " + LARGEST_FILE_BYTES + " bytes");
      }
      properties.load(new StringReader(Files.readString(file)));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new FatalException(
          CONFIGURATION_INVALID, file + " is not a properties file in UTF-8", e);
    } catch (IOException e) {
      throw new FatalException(FILE_NOT_FOUND, "no readable configuration file " + file, e);
    }
    return pairsOf(properties);
  }

  private static Map<String, String> pairsOf(Properties properties) {
    Map<String, String> pairs = new HashMap<>();
    properties.forEach((name, value) -> pairs.put((String) name, ((String) value).strip()));
    return pairs;
  }
}
