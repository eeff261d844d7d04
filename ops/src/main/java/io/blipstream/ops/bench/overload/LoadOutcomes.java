package io.blipstream.ops.bench.overload;

import io.blipstream.ops.bench.kill.PublishedEvents;
import io.blipstream.ops.bench.topics.OutcomeSink;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Result;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What became of every event of every feed, judged as it is read. Of one thread. */
final class LoadOutcomes implements OutcomeSink {
  private final LongSupplier nanos;
  private final Map<Feed, FeedAccount> accounts = new EnumMap<>(Feed.class);

  /** By number. */
  private final BitSet seen = new BitSet();

  /** The last origin offset of each place and source partition. */
  private final Map<String, Long> last = new HashMap<>();

  private int distinct;
  private int doubled;
  private int outOfOrder;

  /**
   * @param nanos what {@link System#nanoTime} is
   */
  LoadOutcomes(LongSupplier nanos) {
    this.nanos = nanos;
    for (Feed feed : Feed.values()) {
      accounts.put(feed, new FeedAccount());
    }
  }

  /** One is sent now; returns its index in its feed. */
  int sent(Feed feed) {
    return account(feed).sent(nanos.getAsLong());
  }

  @Override
  public void take(String place, Result result) {
    int number = PublishedEvents.numberOf(result.getEventId());
    if (first(place, number, result.getOrigin())) {
      account(Feed.ofNumber(number))
          .result(Feed.indexOfNumber(number), result.getStatus(), nanos.getAsLong());
    }
  }

  @Override
  public void take(String place, DeadLetter letter) {
    int number = PublishedEvents.numberOf(letter.getEventId().orElseThrow());
    if (first(place, number, letter.getOrigin())) {
      account(Feed.ofNumber(number)).letter(Feed.indexOfNumber(number), nanos.getAsLong());
    }
  }

  /** Whether it is the event's first outcome; what comes beside it is counted as such alone. */
  private boolean first(String place, int number, Origin origin) {
    Long before = last.put(place + " of " + origin.getPartition(), origin.getOffset());
    if (before != null && before > origin.getOffset()) {
      outOfOrder++;
    }
    if (seen.get(number)) {
      doubled++;
      return false;
    }
    seen.set(number);
    distinct++;
    return true;
  }

  FeedAccount account(Feed feed) {
    return accounts.get(feed);
  }

  int events() {
    return accounts.values().stream().mapToInt(FeedAccount::events).sum();
  }

  /** Events with an outcome. */
  int distinct() {
    return distinct;
  }

  /** Answers of the device. */
  int ok() {
    return accounts.values().stream().mapToInt(FeedAccount::ok).sum();
  }

  boolean complete() {
    return lost() == 0;
  }

  /** Events without an outcome. */
  int lost() {
    return events() - distinct;
  }

  /** Outcomes beyond each event's first. */
  int doubled() {
    return doubled;
  }

  /** Outcomes whose source record stands before that of the outcome before it. */
  int outOfOrder() {
    return outOfOrder;
  }
}
