package io.blipstream.topology.routing;

import java.nio.charset.StandardCharsets;

/**
 * Key of a result: {@code subject/instruction}. A subject may have slashes, an instruction none.
 */
final class ResultKey {
  private ResultKey() {}

  static byte[] of(String subject, String instructionId) {
    return (subject + '/' + instructionId).getBytes(StandardCharsets.UTF_8);
  }

  static String instructionId(byte[] key) {
    int from = subjectLength(key) + 1;
    return new String(key, from, key.length - from, StandardCharsets.UTF_8);
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
