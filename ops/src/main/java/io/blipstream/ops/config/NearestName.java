package io.blipstream.ops.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody who mistyped a name most likely meant, by edit distance. */
public final class NearestName {
  private NearestName() {}

  /** Empty where nothing is closer than a third of the name. */
  public static Optional<String> to(String mistyped, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(mistyped, name)))
        .filter(name -> distance(mistyped, name) <= Math.max(2, mistyped.length() / 3));
  }

  /** To be put behind the words that say what is wrong. */
  public static String hint(String near) {
    return "; did you mean " + near + "?";
  }

  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
