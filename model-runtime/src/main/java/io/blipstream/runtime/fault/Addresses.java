package io.blipstream.runtime.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words addresses for people: of a presigned one the query is the key to the picture, of another
 * the user info. Scheme, host, port and path stay, for they say which address is meant. Rejected:
 * hiding only parameters with telling names, since every store has its own.
 */
public final class Addresses {
  private static final String HIDDEN = "(hidden)";

  /** Where an address can end in other words, JSON among them. Possessive: a line may be long. */
  private static final Pattern TOKEN = Pattern.compile("[^\\s\"<>]++");

  /** What follows an address and is none of it: a quotation's end, a backslash of JSON. */
  private static final String AFTER = "',;\\";

  private Addresses() {}

  /**
   * One address, whoever wrote it: also one that does not parse.
   *
   * @param address and nothing else, so that blanks and quotation marks end nothing
   */
  public static String shown(String address) {
    return worded(address, "");
  }

  /**
   * Any text, with what is secret in the addresses in it hidden: those with a scheme, and those of
   * HTTP's own first line. A text that has gone through it stays as it is.
   */
  public static String hidden(String text) {
    return text.indexOf('/') < 0
        ? text
        : TOKEN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(inWords(found.group())));
  }

  private static String inWords(String token) {
    if (!token.contains("://") && !token.startsWith("/")) {
      return token;
    }
    int end = token.length();
    while (AFTER.indexOf(token.charAt(end - 1)) >= 0) {
      end--;
    }
    return worded(token.substring(0, end), token.substring(end));
  }

  private static String worded(String address, String after) {
    int scheme = address.indexOf("://");
    int begin = address.startsWith("//") ? 2 : scheme < 0 ? 0 : scheme + 3;
    int query = address.indexOf('?', begin);
    int fragment = address.indexOf('#', begin);
    int end = address.length();
    if (query >= 0) {
      end = query;
    }
    // A document's part is no secret; what stands there as a parameter may be a token.
    if (fragment >= 0 && fragment < end && address.indexOf('=', fragment) >= 0) {
      end = fragment;
    }
    String rest =
        end + 1 < address.length() ? address.charAt(end) + HIDDEN : address.substring(end);
    return withoutUser(address.substring(0, end), begin) + rest + after;
  }

  /**
   * @param begin where the host would
   */
  private static String withoutUser(String address, int begin) {
    int path = address.indexOf('/', begin);
    int user = begin == 0 ? -1 : address.lastIndexOf('@', path < 0 ? address.length() : path);
    return user < begin ? address : address.substring(0, begin) + HIDDEN + address.substring(user);
  }
}
