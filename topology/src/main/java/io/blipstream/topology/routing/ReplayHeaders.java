package io.blipstream.topology.routing;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What a record that was put back says of itself, beside the headers that it had. */
public final class ReplayHeaders {
  /** The dead letter that it was replayed from, {@code topic/partition/offset}. */
  public static final String OF = "blipstream.replay.of";

  /** How often it had been tried before, a decimal number. */
  public static final String ATTEMPTS = "blipstream.replay.attempts";

  private static final int MOST_DIGITS = 6;

  private ReplayHeaders() {}

  /** Which attempt this one is: 1 for a record that nobody replayed, or that only claims so. */
  static int attempt(Headers headers) {
    Header header = headers.lastHeader(ATTEMPTS);
    if (header == null || header.value() == null || header.value().length > MOST_DIGITS) {
      return 1;
    }
    String text = new String(header.value(), StandardCharsets.US_ASCII);
    return text.matches("\\d+") ? Integer.parseInt(text) + 1 : 1;
  }
}
