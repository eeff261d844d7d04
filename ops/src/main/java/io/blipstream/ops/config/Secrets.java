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

  /** What stands before the host of an address, amid other words. */
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

  private Secrets() {}

  static String shown(String name, String value) {
    return SECRET.matcher(name).find()
        ? "(hidden)"
        : ALL_BEFORE_THE_HOST.matcher(value).replaceAll("//(hidden)@");
  }

  static String withoutUserInfo(String text) {
    return USER_INFO.matcher(text).replaceAll("//(hidden)@");
  }
}
