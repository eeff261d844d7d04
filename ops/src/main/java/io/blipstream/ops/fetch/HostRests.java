package io.blipstream.ops.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageHeaders;

/** Hosts that asked to be left alone for a while, by {@code Retry-After}. Any thread. */
final class HostRests {
  /** Whoever says more is asked again then. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final int MOST_HOSTS = 10_000;

  private final LongSupplier nanos;
  private final Map<String, Long> until = new ConcurrentHashMap<>();

  /**
   * @param nanos a clock that never goes back
   */
  HostRests(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Takes what an answer asks for, if it does. */
  void heed(String host, MessageHeaders answer) {
    asked(answer).ifPresent(rest -> rest(host, rest));
  }

  private void rest(String host, Duration rest) {
    long now = nanos.getAsLong();
    if (until.size() >= MOST_HOSTS) {
      until.values().removeIf(end -> end - now <= 0);
    }
    if (until.size() < MOST_HOSTS) {
      until.put(host, now + rest.toNanos());
    }
  }

  /** How long the host is still to be left alone; zero where it is not. */
  Duration left(String host) {
    Long end = until.get(host);
    long left = end == null ? 0 : end - nanos.getAsLong();
    if (end != null && left <= 0) {
      until.remove(host, end);
    }
    return Duration.ofNanos(Math.max(0, left));
  }

  /** Seconds, or a date, which is compared with the host's own: clocks differ. */
  private static Optional<Duration> asked(MessageHeaders answer) {
    Header header = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
    String words = header == null || header.getValue() == null ? "" : header.getValue().trim();
    if (words.matches("[0-9]{1,9}")) {
      return Optional.of(shortest(Duration.ofSeconds(Long.parseLong(words))));
    }
    Instant then = DateUtils.parseStandardDate(words);
    Instant now = DateUtils.parseStandardDate(answer, HttpHeaders.DATE);
    return then == null || now == null || !then.isAfter(now)
        ? Optional.empty()
        : Optional.of(shortest(Duration.between(now, then)));
  }

  private static Duration shortest(Duration asked) {
    return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }
}
