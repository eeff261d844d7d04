package io.blipstream.ops.bench.overload;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Rounds;
import io.blipstream.schemas.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was sent of a feed, and what came of it how late. Of one thread. */
final class FeedAccount {
  private static final double NANOS = 1e9;

  /** When each was sent; bytes of events are not kept, those of ten minutes would not fit. */
  private long[] sentAt = new long[1 << 10];

  private int sent;

  /** Seconds from the sending to our reading of what is committed, of those not expired. */
  private final List<Double> latencies = new ArrayList<>();

  private int ok;
  private int expired;
  private int letters;

  /** Returns its index. */
  int sent(long nanos) {
    if (sent == sentAt.length) {
      sentAt = Arrays.copyOf(sentAt, 2 * sent);
    }
    sentAt[sent] = nanos;
    return sent++;
  }

  void result(int index, Status status, long nanos) {
    if (status == Status.EXPIRED) {
      expired++;
    } else {
      ok += status == Status.OK ? 1 : 0;
      came(index, nanos);
    }
  }

  void letter(int index, long nanos) {
    letters++;
    came(index, nanos);
  }

  private void came(int index, long nanos) {
    latencies.add((nanos - sentAt[index]) / NANOS);
  }

  int events() {
    return sent;
  }

  /** Answers of the device. */
  int ok() {
    return ok;
  }

  int expired() {
    return expired;
  }

  /** Share of what was sent that had an outcome other than EXPIRED within so many seconds. */
  double inTime(double seconds) {
    return sent == 0
        ? 0
        : (double) latencies.stream().filter(each -> each <= seconds).count() / sent;
  }

  Map<String, Object> findings(double deadlineSeconds) {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("events", sent);
    found.put("answered", ok);
    found.put("expired", expired);
    found.put("dead_letters", letters);
    found.put("deadline_seconds", deadlineSeconds);
    found.put("in_time", Findings.rounded(inTime(deadlineSeconds)));
    if (!latencies.isEmpty()) {
      found.put("p50_seconds", quantile(0.5));
      found.put("p95_seconds", quantile(0.95));
      found.put("p99_seconds", quantile(0.99));
    }
    return found;
  }

  private double quantile(double share) {
    return Findings.rounded(Rounds.quantile(latencies, share));
  }
}
