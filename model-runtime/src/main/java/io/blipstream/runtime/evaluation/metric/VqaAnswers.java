package io.blipstream.runtime.evaluation.metric;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Accuracy of open answers by the rules of the visual question answering challenge: right in full
 * where three of the other people said the same, in normal form. The slips of the official program
 * are kept, since every published number has them; each is named where it is.
 *
 * @see <a href="https://visualqa.org/evaluation.html">the challenge's rules</a>
 */
public final class VqaAnswers {
  private static final double AGREEING = 3;

  private static final List<String> PUNCTUATION =
      List.of(
          ";", "/", "[", "]", "\"", "{", "}", "(", ")", "=", "+", "\\", "_", "-", ">", "<", "@",
          "`", ",", "?", "!");

  private static final Pattern COMMA_IN_NUMBER = Pattern.compile("\\d,\\d");

  /**
   * The official look-behind is mistyped and has no effect: a digit before the dot saves nothing.
   */
  private static final Pattern FULL_STOP = Pattern.compile("\\.(?!\\d)");

  /** A flag given in the place of a count lets the official program drop this many and no more. */
  private static final int MOST_FULL_STOPS = 32;

  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("none", "0"),
          Map.entry("zero", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"));

  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  private static final Map<String, String> CONTRACTIONS = contractions();

  private VqaAnswers() {}

  /**
   * @param answer what the model said
   * @param people what people answered, one each, usually ten; at least one
   * @return 0 to 1: the mean, over each person left out, of min(1, others who agree / 3)
   */
  public static double accuracy(String answer, List<String> people) {
    String said = normal(answer);
    // Where all agree, the official program leaves the people's answers as they are.
    boolean agreed = new HashSet<>(people).size() == 1;
    List<String> truth =
        people.stream().map(one -> agreed ? one : withoutPunctuation(one)).toList();
    double sum = 0;
    for (int left = 0; left < truth.size(); left++) {
      int same = 0;
      for (int other = 0; other < truth.size(); other++) {
        if (other != left && truth.get(other).equals(said)) {
          same++;
        }
      }
      sum += Math.min(1, same / AGREEING);
    }
    return sum / truth.size();
  }

  /** An answer in the form in which answers are compared. */
  public static String normal(String answer) {
    return withoutArticles(
        withoutPunctuation(answer.replace('\n', ' ').replace('\t', ' ').strip()));
  }

  private static String withoutPunctuation(String text) {
    boolean number = COMMA_IN_NUMBER.matcher(text).find();
    String out = text;
    for (String mark : PUNCTUATION) {
      boolean gone = number || text.contains(mark + " ") || text.contains(" " + mark);
      out = out.replace(mark, gone ? "" : " ");
    }
    Matcher stop = FULL_STOP.matcher(out);
    StringBuilder kept = new StringBuilder();
    for (int n = 0; n < MOST_FULL_STOPS && stop.find(); n++) {
      stop.appendReplacement(kept, "");
    }
    return stop.appendTail(kept).toString();
  }

  private static String withoutArticles(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      String number = NUMBERS.getOrDefault(word, word);
      if (!number.isEmpty() && !ARTICLES.contains(number)) {
        words.add(CONTRACTIONS.getOrDefault(number, number));
      }
    }
    return String.join(" ", words);
  }

  /** Written without apostrophes → written with them. */
  private static Map<String, String> contractions() {
    Map<String, String> map = new HashMap<>();
    try (InputStream in = VqaAnswers.class.getResourceAsStream("contractions.tsv")) {
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line -> line.split("\t", -1))
          .forEach(columns -> map.put(columns[0], columns[1]));
      return Map.copyOf(map);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
