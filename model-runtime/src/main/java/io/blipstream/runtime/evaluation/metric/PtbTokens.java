package io.blipstream.runtime.evaluation.metric;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens of the Penn Treebank as the caption metrics' reference counts them: lower case, clitics
 * cut off, most punctuation dropped.
 *
 * <p>At every place the longest of all rules wins, the first among equals, as a generated scanner
 * does it. The rejected alternative is the reference's own scanner, which is a library under a
 * licence that this project cannot carry; what is here was written from its answers.
 */
public final class PtbTokens {
  /** Dropped by the reference's metrics, in the form that they have before lower-casing. */
  private static final Set<String> DROPPED =
      Set.of(
          "''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", ".", "?", "!", ",", ":", "-",
          "--", "...", ";");

  private static final Map<String, String> SPELLED =
      Map.ofEntries(
          entry("(", "-lrb-"),
          entry(")", "-rrb-"),
          entry("[", "-lsb-"),
          entry("]", "-rsb-"),
          entry("{", "-lcb-"),
          entry("}", "-rcb-"),
          entry("£", "#"),
          entry("€", "$"),
          entry("’", "'"),
          entry("½", "1/2"),
          entry("¼", "1/4"),
          entry("¾", "3/4"),
          entry("⅓", "1/3"),
          entry("⅔", "2/3"),
          entry("&amp;", "&"),
          entry("&lt;", "<"),
          entry("&gt;", ">"),
          entry("&quot;", ""),
          entry("&nbsp;", ""));

  /** Shortened words that keep their full stop wherever they stand. */
  private static final String SHORTENED =
      "adj|adm|adv|al|ala|apr|ariz|assn|assoc|atty|aug|ave|bhd|bldg|blvd|bros|calif|capt|cf|cie|cmdr"
          + "|co|col|colo|conn|corp|cos|cpl|ct|dec|dept|dr|esq|est|etc|ext|feb|fla|fri|ft|ga|gen|gov|hon"
          + "|inc|ind|intl|jan|jr|jul|jun|kan|ky|lt|ltd|maj|mar|md|messrs|mfg|mich|minn|mlle|mme|mo|mon"
          + "|mont|mr|mrs|ms|mt|natl|neb|nev|nov|oct|okla|penn|ph|plc|pres|prof|pty|pvt|rd|rep|rev|sen"
          + "|sep|sept|sgt|sq|sr|st|supt|tel|tenn|thu|thurs|tue|tues|univ|va|vs|vt|wed|wis|wyo";

  private static final String LETTER = "[\\p{L}\\p{M}]";
  private static final String ALNUM = "[\\p{L}\\p{M}\\p{Nd}]";
  private static final String APOSTROPHE = "['’]";

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

  /** Group 1 is the token; what a rule matches behind it only makes the rule longer. */
  private static final List<Pattern> RULES =
      List.of(
          // can't, wouldn't've, shan't
          rule("(" + LETTER + "+?)n" + APOSTROPHE + "t(?!" + LETTER + ")"),
          rule("(n" + APOSTROPHE + "t)(?!" + LETTER + ")"),
          rule("(" + APOSTROPHE + "(?:[smd]|re|ve|ll))(?!" + ALNUM + ")"),
          // two words in one
          rule("(can)not(?!" + ALNUM + ")"),
          rule("(gon|wan)na(?!" + ALNUM + ")"),
          rule("(got)ta(?!" + ALNUM + ")"),
          rule("(gim|lem)me(?!" + ALNUM + ")"),
          rule("(" + APOSTROPHE + "t)(?:is|was)(?!" + ALNUM + ")"),
          rule("(y" + APOSTROPHE + ")" + LETTER),
          // words that hold an apostrophe
          rule("(" + APOSTROPHE + "n" + APOSTROPHE + ")"),
          rule("(" + APOSTROPHE + "n)(?!" + ALNUM + ")"),
          rule("(" + APOSTROPHE + "(?:em|cause|till?|\\d0s))(?!" + ALNUM + ")"),
          rule("(o['’]clock|ma['’]am|cap['’]n|ol['’]|nat['’]l)(?!" + ALNUM + ")"),
          rule("([a-hj-xz]" + APOSTROPHE + LETTER + "{2,})(?!" + ALNUM + ")"),
          // words, joined by hyphens, strokes or full stops
          rule("(" + ALNUM + "+(?:[-_/]" + ALNUM + "+)*)"),
          rule("(" + LETTER + "+(?:\\." + LETTER + "+)+)"),
          rule("(" + ALNUM + "+(?:&" + ALNUM + "+)+)"),
          rule("(" + LETTER + "(?:\\." + LETTER + ")*\\.)(?!" + LETTER + LETTER + ")"),
          rule("((?:" + SHORTENED + "|ph\\.d)\\.)(?!" + LETTER + ")"),
          rule("((?:art|figs?|nos?|pp)\\.)\\s*\\d"),
          rule("(c\\+\\+|c#)"),
          // numbers
          rule("([-+]?(?:\\d+(?:[,.:]\\d+)*|\\.\\d+))"),
          rule("([½¼¾⅓⅔])"),
          // addresses and what networks add to words
          rule("((?:https?://|www\\.)[^\\s<>\"]*[^\\s<>\"'.,;:!?)])"),
          rule("([\\w.-]+@[\\w-]+(?:\\.[\\w-]+)+)"),
          rule("([#@]" + LETTER + "[\\p{L}\\p{Nd}_]*)"),
          rule("(</?[a-z!][^<>]{0,200}>)"),
          rule("([<>]?[:;=][-o*'’]?[()DP\\\\{@|\\[\\]])(?!" + ALNUM + ")"),
          rule("(&(?:amp|lt|gt|quot|nbsp);)"),
          // punctuation
          rule("(\\.\\.+|…)"),
          rule("([!?]{2,})"),
          rule("(--+|[–—])"),
          rule("(_+)"),
          rule("((?:us|a|c|hk)?\\$)"),
          rule("([\"'`“”„‘’«»‹›]+)"),
          rule("([^\\x{10000}-\\x{10FFFF}])"));

  private static final Pattern DASH = Pattern.compile("--+|[–—]");
  private static final Pattern DOTS = Pattern.compile("\\.\\.+|…");
  private static final Pattern QUOTES = Pattern.compile("[\"'`“”„‘’«»‹›]+");

  private PtbTokens() {}

  /** The tokens of one text, in order. */
  public static List<String> of(String text) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    Matcher space = SPACE.matcher(text);
    while (at < text.length()) {
      if (space.region(at, text.length()).lookingAt()) {
        at = space.end();
        continue;
      }
      String token = longest(text, at);
      if (token.isEmpty()) {
        at +=
            Character.charCount(
                text.codePointAt(
                    at)); // a sign beyond the basic plane, such as an emoji: the reference drops it
        continue;
      }
      String spelled = spelled(token);
      if (!spelled.isEmpty() && !DROPPED.contains(spelled)) {
        tokens.add(spelled);
      }
      at += token.length();
    }
    return tokens;
  }

  private static String longest(String text, int at) {
    String token = "";
    int length = 0;
    for (Pattern rule : RULES) {
      Matcher matcher = rule.matcher(text).region(at, text.length()).useTransparentBounds(true);
      if (matcher.lookingAt() && matcher.end() - at > length) {
        token = matcher.group(1);
        length = matcher.end() - at;
      }
    }
    return token;
  }

  private static String spelled(String token) {
    if (DASH.matcher(token).matches()) {
      return "--";
    }
    if (DOTS.matcher(token).matches()) {
      return "...";
    }
    if (QUOTES.matcher(token).matches()) {
      return "''";
    }
    StringBuilder spelled = new StringBuilder(token.length());
    String whole = SPELLED.get(token.toLowerCase(Locale.ROOT));
    if (whole != null) {
      return whole;
    }
    for (int i = 0; i < token.length(); i++) {
      String sign = token.substring(i, i + 1);
      spelled.append(SPELLED.getOrDefault(sign, sign));
    }
    return spelled.toString().toLowerCase(Locale.ROOT);
  }

  private static Pattern rule(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
