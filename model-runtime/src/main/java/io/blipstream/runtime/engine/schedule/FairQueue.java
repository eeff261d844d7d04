package io.blipstream.runtime.engine.schedule;

import io.blipstream.runtime.engine.schedule.FeedShares.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What waits for its turn: lanes by urgency, and within a lane feeds by the square root of their
 * backlog. Gives out whatever there is: nothing waits while something could be served.
 *
 * <p>Not thread-safe. Items are told apart by {@code equals}.
 */
public final class FairQueue<T> {
  private record Place<T>(int lane, String feed, Waiting<T> waiting) {}

  private final LaneTurns turns;
  private final List<FeedShares<T>> lanes = new ArrayList<>();
  private final Map<T, Place<T>> places = new HashMap<>();

  /**
   * @param lanes how many; 0 is the most urgent
   * @param weights of feeds that count for more or less than 1
   */
  public FairQueue(int lanes, Map<String, Double> weights) {
    turns = new LaneTurns(lanes);
    for (int lane = 0; lane < lanes; lane++) {
      this.lanes.add(new FeedShares<>(weights));
    }
  }

  /**
   * @param cost of serving it, more than 0
   */
  public void add(int lane, String feed, double cost, T item) {
    Place<T> place = new Place<>(lane, feed, new Waiting<>(item, cost));
    if (places.putIfAbsent(item, place) != null) {
      throw new IllegalArgumentException("waits already");
    }
    lanes.get(lane).add(feed, place.waiting());
  }

  /**
   * The next one of the lanes that may be served now.
   *
   * @return null where there is none
   */
  public T poll(IntPredicate servable) {
    int lane = turns.next(l -> servable.test(l) && lanes.get(l).size() > 0);
    if (lane < 0) {
      return null;
    }
    Waiting<T> next = lanes.get(lane).poll();
    places.remove(next.item());
    turns.served(lane, next.cost(), l -> servable.test(l) && lanes.get(l).size() > 0);
    return next.item();
  }

  /** Takes one out that nobody wants any more; whether it was there. */
  public boolean remove(T item) {
    Place<T> place = places.remove(item);
    return place != null && lanes.get(place.lane()).remove(place.feed(), place.waiting());
  }

  public int size() {
    return places.size();
  }

  public int size(int lane) {
    return lanes.get(lane).size();
  }
}
