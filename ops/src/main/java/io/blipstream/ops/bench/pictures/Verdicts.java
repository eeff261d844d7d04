package io.blipstream.ops.bench.pictures;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What became of every picture. Any thread. */
public final class Verdicts {
  /** Faults that a picture may have; every other is one of ours. */
  private static final Set<FaultCode> OF_PICTURES =
      EnumSet.of(
          FaultCode.IMAGE_UNDECODABLE, FaultCode.IMAGE_TOO_LARGE, FaultCode.IMAGE_DECODE_EXPENSIVE);

  private final AtomicIntegerArray ended;

  /** Guarded by this, as is all below. */
  private final Map<String, Integer> refused = new TreeMap<>();

  private final Map<String, Integer> crashes = new TreeMap<>();
  private int decoded;
  private int wrong;

  /**
   * @param pictures how many there will be
   */
  Verdicts(int pictures) {
    ended = new AtomicIntegerArray(pictures);
  }

  /**
   * The end of a picture.
   *
   * @param expected what must be said of it; null where anything may be
   * @param reply null where there is an error
   * @param error null where there is a reply
   */
  void take(int picture, String expected, Reply reply, Throwable error) {
    ended.incrementAndGet(picture);
    synchronized (this) {
      if (error != null) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        crashes.merge(
            cause instanceof BlipstreamException fault ? fault.code().code() : cause.toString(),
            1,
            Integer::sum);
      } else if (reply instanceof Reply.Rejected rejected) {
        refuse(rejected.fault(), expected);
      } else {
        answer(((Reply.Answered) reply).outcomes().get(0), expected);
      }
    }
  }

  private void answer(Outcome outcome, String expected) {
    if (outcome instanceof Outcome.Failed failed) {
      crashes.merge(failed.fault().code().code(), 1, Integer::sum);
    } else {
      decoded++;
      if (expected != null && !expected.equals(((Outcome.Answer) outcome).text())) {
        wrong++;
      }
    }
  }

  private void refuse(Fault fault, String expected) {
    Map<String, Integer> kind = OF_PICTURES.contains(fault.code()) ? refused : crashes;
    kind.merge(fault.code().code(), 1, Integer::sum);
    if (expected != null) {
      wrong++;
    }
  }

  public int tried() {
    return ended.length();
  }

  public synchronized int decoded() {
    return decoded;
  }

  /** Dead letters there would have been, by fault code. */
  public synchronized Map<String, Integer> refused() {
    return new TreeMap<>(refused);
  }

  /** Ends that no picture should have: what they were, and how often. */
  public synchronized Map<String, Integer> crashes() {
    return new TreeMap<>(crashes);
  }

  public synchronized int crashed() {
    return crashes.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Sound pictures that were refused, or of which something else was said. */
  public synchronized int wrong() {
    return wrong;
  }

  /** Pictures that have not ended. */
  public int lost() {
    return count(0, 0);
  }

  /** Pictures that ended more than once. */
  public int doubled() {
    return count(2, Integer.MAX_VALUE);
  }

  private int count(int from, int to) {
    int count = 0;
    for (int i = 0; i < ended.length(); i++) {
      count += ended.get(i) >= from && ended.get(i) <= to ? 1 : 0;
    }
    return count;
  }
}
