package io.blipstream.topology.routing;

import java.nio.charset.StandardCharsets;

/**
 * Key of a result: {@code subject/instruction}. A subject may have slashes, an instruction none.
 */
public final class ResultKey {
  private ResultKey() {}

  static byte[] of(String subject, String instructionId) {
    return (subject + '/' + instructionId).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The second half.
   *
   * @throws IllegalArgumentException where a key has no slash
   */
  public static String instructionId(byte[] key) {
    int from = subjectLength(key) + 1;
    return new String(key, from, key.length - from, StandardCharsets.UTF_8);
  }

  /** Whether bytes are such a key. */
  public static boolean isOne(byte[] key) {
    for (byte each : key) {
      if (each == '/') {
        return true;
      }
    }
    return false;
  }

  /**
   * The first half.
   *
   * @throws IllegalArgumentException where a key has no slash
   */
  public static String subject(byte[] key) {
    return new String(key, 0, subjectLength(key), StandardCharsets.UTF_8);
  }

  /** Bytes before the last slash. */
  static int subjectLength(byte[] key) {
    for (int i = key.length - 1; i >= 0; i--) {
      if (key[i] == '/') {
        return i;
      }
    }
    throw new IllegalArgumentException("a result's key has no slash");
  }
}
