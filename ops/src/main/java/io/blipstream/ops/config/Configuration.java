package io.blipstream.ops.config;

import static io.blipstream.runtime.fault.FaultCode.CONFIGURATION_INVALID;

import io.blipstream.runtime.fault.Addresses;
import io.blipstream.runtime.fault.FatalException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What this process was told. Immutable; every value was checked when it was read, so that a
 * mistyped one ends the process at its start and not hours later.
 */
public final class Configuration {
  /** Kafka's own keys stand under it and are passed on without it. */
  public static final String KAFKA = "kafka.";

  /** The registry's keys stand under it. */
  public static final String REGISTRY = "schema.registry.";

  /** Confluent's own names that begin like {@link #REGISTRY}: they keep the prefix. */
  private static final Set<String> REGISTRY_NAMES_WITH_PREFIX = Set.of("url", "ssl.");

  private static final Map<String, Key<?>> BY_NAME =
      Keys.all().stream().collect(Collectors.toUnmodifiableMap(Key::name, key -> key));

  private final Map<String, String> texts;
  private final Map<String, Object> values = new HashMap<>();

  private Configuration(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
    for (Key<?> key : Keys.all()) {
      Optional.ofNullable(texts.get(key.name()))
          .or(key::defaultText)
          .ifPresent(text -> values.put(key.name(), parsed(key, text)));
    }
  }

  /**
   * Of pairs as they would stand in a file.
   *
   * @throws FatalException with {@link
   *     io.blipstream.runtime.fault.FaultCode#CONFIGURATION_INVALID}, naming the key
   */
  public static Configuration of(Map<String, String> pairs) {
    requireKnown(pairs.keySet());
    return new Configuration(pairs);
  }

  /** This configuration with further pairs over it. */
  public Configuration with(Map<String, String> pairs) {
    Map<String, String> merged = new HashMap<>(texts);
    merged.putAll(pairs);
    return of(merged);
  }

  /**
   * The value of a key.
   *
   * @throws FatalException where it has no default and was not set
   */
  public <T> T value(Key<T> key) {
    Object value = values.get(key.name());
    if (value == null) {
      throw new FatalException(
          CONFIGURATION_INVALID,
          key.name() + " is not set; set it in the file or as " + key.variable());
    }
    @SuppressWarnings("unchecked") // put there by parsed(), with the key's own type
    T typed = (T) value;
    return typed;
  }

  /** This configuration, and a value for a key that nobody has set. */
  public Configuration unlessSet(Key<?> key, String value) {
    return isSet(key) ? this : with(Map.of(key.name(), value));
  }

  /** Whether the key was set, its default left aside. */
  public boolean isSet(Key<?> key) {
    return texts.containsKey(key.name());
  }

  /** Kafka's keys, as its clients want them. */
  public Map<String, Object> kafka() {
    Map<String, Object> kafka = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          if (name.startsWith(KAFKA)) {
            kafka.put(name.substring(KAFKA.length()), text);
          }
        });
    return kafka;
  }

  /**
   * The serde's keys, as Confluent names them: {@code schema.registry.url} and {@code
   * schema.registry.ssl.*} as they are, everything else without the prefix.
   */
  public Map<String, Object> registry() {
    Map<String, Object> registry = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          if (name.startsWith(REGISTRY)) {
            String rest = name.substring(REGISTRY.length());
            boolean keeps = REGISTRY_NAMES_WITH_PREFIX.stream().anyMatch(rest::startsWith);
            registry.put(keeps ? name : rest, text);
          }
        });
    return registry;
  }

  /** A text in which no secret of ours stands any more, whoever worded it. */
  public String redacted(String text) {
    String shown = text;
    for (Map.Entry<String, String> pair : texts.entrySet()) {
      String hidden = Secrets.shown(pair.getKey(), pair.getValue());
      if (!hidden.equals(pair.getValue()) && !pair.getValue().isEmpty()) {
        shown = shown.replace(pair.getValue(), hidden);
      }
    }
    return Addresses.hidden(shown);
  }

  /** What was set, one pair a line; the values of secrets are left out. */
  @Override
  public String toString() {
    return new TreeMap<>(texts)
        .entrySet().stream()
            .map(pair -> pair.getKey() + "=" + Secrets.shown(pair.getKey(), pair.getValue()))
            .collect(Collectors.joining("\n"));
  }

  /** All that is wrong at once: who mends a file wants to mend it once. */
  private static void requireKnown(Set<String> names) {
    String wrong =
        names.stream()
            .sorted()
            .flatMap(name -> wrong(name).stream())
            .collect(Collectors.joining("; "));
    if (!wrong.isEmpty()) {
      throw new FatalException(CONFIGURATION_INVALID, wrong);
    }
  }

  private static Optional<String> wrong(String name) {
    if (name.equals(KAFKA + Keys.APPLICATION_ID.name())) {
      return Optional.of(name + " has a key of its own: " + Keys.APPLICATION_ID.name());
    }
    boolean passedOn =
        (name.startsWith(KAFKA) && name.length() > KAFKA.length())
            || (name.startsWith(REGISTRY) && name.length() > REGISTRY.length());
    if (passedOn) {
      return PassedOnNames.slip(name).map(near -> "unknown key " + name + NearestName.hint(near));
    }
    return BY_NAME.containsKey(name)
        ? Optional.empty()
        : Optional.of(
            "unknown key "
                + name
                + NearestName.to(name, BY_NAME.keySet()).map(NearestName::hint).orElse(""));
  }

  private static <T> T parsed(Key<T> key, String text) {
    try {
      return key.type().parse().apply(text);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message repeats the text as it stands.
      throw new FatalException(
          CONFIGURATION_INVALID,
          key.name()
              + " is '"
              + Secrets.shown(key.name(), text)
              + "', must be "
              + key.type().words().replace("`", ""));
    }
  }
}
