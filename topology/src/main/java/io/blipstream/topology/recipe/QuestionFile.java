package io.blipstream.topology.recipe;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pairs of a properties file that declares things by name: {@code things=one,two} names them in
 * order, {@code thing.one.key=value} says what each is. Whatever is said of no declared thing, or
 * under an unknown key, is an error. Not for more than one thread.
 */
public final class QuestionFile {
  private static final int MOST = 64;

  private final Map<String, String> pairs;
  private final String thing;
  private final List<String> names;
  private final Set<String> unread;

  /**
   * @param thing what is declared, in the singular
   * @param things the key that names them
   * @throws IllegalArgumentException with what is wrong, naming the key
   */
  public QuestionFile(Map<String, String> pairs, String thing, String things) {
    this.pairs = Map.copyOf(pairs);
    this.thing = requireNonNull(thing, "thing");
    this.unread = new TreeSet<>(pairs.keySet());
    unread.remove(things);
    this.names = list(pairs.getOrDefault(things, ""));
    if (names.isEmpty() || names.size() > MOST || Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException(
          things + " must name 1 to " + MOST + " of them, by comma, each once");
    }
  }

  public List<String> names() {
    return names;
  }

  /** The question of that name; the candidates may have a default. */
  public ClosedQuestion question(String name, String candidates) {
    return new ClosedQuestion(
        name,
        text(name, "question", ""),
        list(text(name, "candidates", candidates)),
        text(name, "template", "answer-05@1"));
  }

  public String text(String name, String key, String otherwise) {
    String full = thing + "." + name + "." + key;
    unread.remove(full);
    return pairs.getOrDefault(full, otherwise).strip();
  }

  /** By comma. */
  public List<String> list(String text) {
    return text.isBlank()
        ? Collections.emptyList()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  /** A number from 0 to 1. */
  public double share(String name, String key, double otherwise) {
    String text = text(name, key, Double.toString(otherwise));
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new IllegalArgumentException(
        thing + "." + name + "." + key + " is '" + text + "', must be a number from 0 to 1");
  }

  /** To be called at the end: what was never asked for is a slip of whoever wrote it. */
  public void requireAllRead() {
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException("unknown key " + unread.iterator().next());
    }
  }
}
