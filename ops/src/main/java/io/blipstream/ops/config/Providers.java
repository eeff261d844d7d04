package io.blipstream.ops.config;

import static io.blipstream.runtime.fault.FaultCode.CONFIGURATION_INVALID;

import io.blipstream.runtime.fault.FatalException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${env:NAME}}, {@code ${file:PATH}} and {@code ${file:PATH:KEY}} in values, so that secrets
 * stand outside of the file. Resolved once; what comes of it is not looked at again.
 *
 * <p>Kafka's own providers were not taken: they know no whole file, which is what Kubernetes and
 * Docker mount as a secret, and leave what they do not find standing in the value. Values with
 * other providers are Kafka's, and go through as they are.
 */
record Providers(Map<String, String> environment) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
  private static final long LARGEST_FILE_BYTES = 1 << 20;

  Map<String, String> resolved(Map<String, String> pairs) {
    Map<String, String> resolved = new HashMap<>();
    pairs.forEach((name, value) -> resolved.put(name, value(name, value)));
    return resolved;
  }

  private String value(String name, String value) {
    return REFERENCE
        .matcher(value)
        .replaceAll(
            each ->
                Matcher.quoteReplacement(
                    each.group(1).equals("env")
                        ? variable(name, each.group(2))
                        : file(name, each.group(2))));
  }

  private String variable(String name, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .orElseThrow(() -> invalid(name, "no environment variable " + variable));
  }

  /** The words of a file, or of one of its keys; a path with a colon in it is a key's. */
  private static String file(String name, String reference) {
    int colon = reference.lastIndexOf(':');
    String path = colon < 0 ? reference : reference.substring(0, colon);
    String text = text(name, Path.of(path));
    if (colon < 0) {
      return text.strip();
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(name, path + " is not a properties file");
    }
    String value = properties.getProperty(reference.substring(colon + 1));
    if (value == null) {
      throw invalid(name, "no key " + reference.substring(colon + 1) + " in " + path);
    }
    return value.strip();
  }

  private static String text(String name, Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE_BYTES) {
        throw invalid(name, file + " is longer than " + LARGEST_FILE_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw invalid(name, "no readable file " + file);
    }
  }

  private static FatalException invalid(String name, String why) {
    return new FatalException(CONFIGURATION_INVALID, name + " cannot be resolved: " + why);
  }
}
