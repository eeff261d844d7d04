package io.blipstream.ops.tell;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells what happens: to people in words, or to programs as one JSON object a line, whose {@code
 * event} says what it is. Each line leaves at once. Any thread.
 */
public final class Teller {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Guarded by itself: a line is not torn by another. */
  private final PrintWriter out;

  private final boolean json;

  private Teller(PrintWriter out, boolean json) {
    this.out = requireNonNull(out, "out");
    this.json = json;
  }

  /** In words. */
  public static Teller toPeople(PrintWriter out) {
    return new Teller(out, false);
  }

  /** As JSON. */
  public static Teller toPrograms(PrintWriter out) {
    return new Teller(out, true);
  }

  /** Whether it tells programs. */
  public boolean json() {
    return json;
  }

  /** Something happened, and that is all. */
  public void tell(String event, String words) {
    tell(event, Map.of(), words);
  }

  /**
   * Something happened.
   *
   * @param event its kind, in lower case
   * @param fields numbers, texts, lists and maps of them; a sorted or linked map keeps their order
   * @param words for people; nothing is told to them where it is empty
   */
  public void tell(String event, Map<String, ?> fields, String words) {
    if (!json && words.isEmpty()) {
      return;
    }
    String line = json ? line(event, fields) : words;
    synchronized (out) {
      // Not the system's line ending: JSON lines are the same everywhere.
      out.print(line + "\n");
      out.flush();
    }
  }

  private static String line(String event, Map<String, ?> fields) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", event);
    object.putAll(fields);
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make JSON", e);
    }
  }
}
