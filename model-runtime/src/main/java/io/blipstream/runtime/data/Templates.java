package io.blipstream.runtime.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets of instruction templates by name: the paper's own, word for word. */
public final class Templates {
  private static final Map<String, List<String>> SETS = read();

  private Templates() {}

  /**
   * The sets: {@code caption}, {@code answer}, {@code question}, and those with slots of their own.
   */
  public static Map<String, List<String>> sets() {
    return SETS;
  }

  /** Each name replaced by the texts of its set; anything else is a text. */
  static List<String> resolved(List<String> namesOrTexts) {
    List<String> texts = new ArrayList<>();
    namesOrTexts.forEach(each -> texts.addAll(SETS.getOrDefault(each, List.of(each))));
    return List.copyOf(texts);
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> sets = new LinkedHashMap<>();
    try (InputStream in = Templates.class.getResourceAsStream("templates.tsv")) {
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line -> line.split("\t", 2))
          .forEach(
              columns -> sets.computeIfAbsent(columns[0], n -> new ArrayList<>()).add(columns[1]));
      sets.replaceAll((name, texts) -> List.copyOf(texts));
      return Collections.unmodifiableMap(sets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
