package io.blipstream.ops.bench.kill;

import io.blipstream.ops.bench.topics.OutcomeSink;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What became of every event, judged as it is read. Of one thread. */
public final class Outcomes implements OutcomeSink {
  private final int events;
  private final BitSet seen = new BitSet();

  /** The last origin offset of each place and source partition. */
  private final Map<String, Long> last = new HashMap<>();

  /** What the network said first to a picture and a prompt; it always says the same. */
  private final Map<String, String> said = new HashMap<>();

  private int results;
  private int letters;
  private int doubled;
  private int outOfOrder;
  private int mixed;

  /**
   * @param events that there are to be outcomes of
   */
  public Outcomes(int events) {
    this.events = events;
  }

  @Override
  public void take(String place, Result result) {
    int number = PublishedEvents.numberOf(result.getEventId());
    results++;
    count(place, number, result.getOrigin());
    String text = result.getText().orElse("");
    String before =
        said.putIfAbsent(number % PublishedEvents.PICTURES + " " + result.getPrompt(), text);
    boolean same = before == null || before.equals(text);
    if (!same || result.getStatus() != Status.OK || PublishedEvents.isPoison(number)) {
      mixed++;
    }
  }

  @Override
  public void take(String place, DeadLetter letter) {
    int number = PublishedEvents.numberOf(letter.getEventId().orElseThrow());
    letters++;
    count(place, number, letter.getOrigin());
    if (!PublishedEvents.isPoison(number)) {
      mixed++;
    }
  }

  private void count(String place, int number, Origin origin) {
    if (seen.get(number)) {
      doubled++;
    }
    seen.set(number);
    Long before = last.put(place + " of " + origin.getPartition(), origin.getOffset());
    if (before != null && before > origin.getOffset()) {
      outOfOrder++;
    }
  }

  /** Events that there are to be outcomes of. */
  public int events() {
    return events;
  }

  /** Events with an outcome. */
  public int distinct() {
    return seen.cardinality();
  }

  public boolean complete() {
    return distinct() == events;
  }

  /** Whether each event has one outcome, its own, in order. */
  public boolean kept() {
    return complete() && doubled == 0 && outOfOrder == 0 && mixed == 0;
  }

  /** Events without an outcome. */
  public int lost() {
    return events - distinct();
  }

  /** Outcomes beyond each event's first. */
  public int doubled() {
    return doubled;
  }

  /** Outcomes whose source record stands before that of the outcome before it. */
  public int outOfOrder() {
    return outOfOrder;
  }

  /** Outcomes that are another event's, or none that this event can have. */
  public int mixed() {
    return mixed;
  }

  public int results() {
    return results;
  }

  public int letters() {
    return letters;
  }
}
