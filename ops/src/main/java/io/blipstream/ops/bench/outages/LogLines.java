package io.blipstream.ops.bench.outages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What processes say, counted by what it is about: numbers, times and places left out. Any thread.
 */
final class LogLines {
  private static final Pattern STACK = Pattern.compile("^(\\s|Caused by:|\\[wrapped]).*");
  private static final Pattern TIME = Pattern.compile("^[0-9:.]{12} ");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final int LONGEST = 160;
  private static final int MOST_KINDS = 500;

  /** Guarded by this. */
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Reads until the stream ends, on a thread of its own. */
  void follow(InputStream stream) {
    Thread reader = new Thread(() -> read(stream), "log");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream stream) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!STACK.matcher(line).matches()) {
          add(line);
        }
      }
    } catch (IOException e) {
      add("the log cannot be read: " + e);
    }
  }

  private synchronized void add(String line) {
    String kind = NUMBER.matcher(TIME.matcher(line).replaceFirst("")).replaceAll("N");
    kind = kind.length() > LONGEST ? kind.substring(0, LONGEST) + "…" : kind;
    if (counts.size() < MOST_KINDS) {
      counts.merge(kind, 1, Integer::sum);
    }
  }

  /** Forgets what was said before. */
  synchronized void clear() {
    counts.clear();
  }

  /** How many lines in all. */
  synchronized int lines() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Each kind of line with its number, as they first came. */
  synchronized List<String> kinds() {
    return counts.entrySet().stream().map(each -> each.getValue() + " x " + each.getKey()).toList();
  }
}
