package io.blipstream.topology.recipe.alttext;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The model's words as one sentence.
 *
 * @param text one line, upper case first, with a full stop; empty where nothing was said
 * @param shortened whether words at its end are missing
 */
record Sentence(String text, boolean shortened) {
  /** Controls, and marks that are not seen: they turn text round or join what is not joined. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

  /** Whoever listens knows that it is a picture: the screen reader has said so. */
  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:this is |there is )?(?:an? |the )?(?:image|photo|photograph|picture)"
              + " (?:of|showing|that shows|which shows) ",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DANGLING =
      Pattern.compile("(?:[\\s,;:.!?-]|(?<=\\s)(?:a|an|the|and|or|of|on|in|to|with)(?=\\s|$))+$");

  private static final String CUT = "…";

  Sentence {
    requireNonNull(text, "text");
  }

  /** At most so many characters, never within a word unless one fills all of it. */
  static Sentence of(String words, int mostCharacters) {
    String line = UNSEEN.matcher(words).replaceAll(" ").strip();
    line = LEAD.matcher(line).replaceFirst("");
    if (line.isEmpty()) {
      return new Sentence("", false);
    }
    int first = line.codePointAt(0);
    line = Character.toString(Character.toTitleCase(first)) + line.substring(length(first));
    if (!line.matches(".*[.!?…]")) {
      line += ".";
    }
    if (line.codePointCount(0, line.length()) <= mostCharacters) {
      return new Sentence(line, false);
    }
    return new Sentence(cut(line, mostCharacters - 1) + CUT, true);
  }

  private static String cut(String line, int characters) {
    String head = line.substring(0, line.offsetByCodePoints(0, characters));
    boolean withinAWord = line.charAt(head.length()) != ' ';
    int space = head.lastIndexOf(' ');
    String whole = withinAWord && space > 0 ? head.substring(0, space) : head;
    String kept = DANGLING.matcher(whole).replaceFirst("");
    return kept.isEmpty() ? whole : kept;
  }

  private static int length(int codePoint) {
    return Character.charCount(codePoint);
  }
}
