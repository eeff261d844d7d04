package io.blipstream.ops.config;

import java.util.regex.Pattern;

/** Which keys hold what nobody may read in a log. */
final class Secrets {
  /** Kafka's and Confluent's names: passwords, JAAS lines, tokens, user.info, key stores' keys. */
  private static final Pattern SECRET =
      Pattern.compile(
          "password|passwd|secret|tokens?$|jaas|user\\.info|credential|\\.key$|keystore\\.key");

  /**
   * What may stand before the last host of a value: a password that should have been escaped holds
   * anything, and where it ends in a list of addresses nobody can tell.
   */
  private static final Pattern ALL_BEFORE_THE_HOST = Pattern.compile("//.*@", Pattern.DOTALL);

  /** A query of a value or a fragment, and all after it, for the same reason. */
  private static final Pattern ALL_OF_THE_QUERY =
      Pattern.compile("(//.*?[?#]).+|([?#]).*=.*", Pattern.DOTALL);

  private Secrets() {}

  static String shown(String name, String value) {
    if (SECRET.matcher(name).find()) {
      return "(hidden)";
    }
    String withoutUser = ALL_BEFORE_THE_HOST.matcher(value).replaceAll("//(hidden)@");
    return ALL_OF_THE_QUERY.matcher(withoutUser).replaceFirst("$1$2(hidden)");
  }
}
