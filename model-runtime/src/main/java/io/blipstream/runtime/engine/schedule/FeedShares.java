package io.blipstream.runtime.engine.schedule;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Shares one lane between feeds. Each backlogged feed f is served in proportion to w_f · √n_f,
 * where n_f is its backlog: the square-root rule by which InstructBLIP's instruction tuning samples
 * its data sets, so that a large one does not drown the small and a small one is not over-served.
 * Within a feed, the order of arrival.
 *
 * <p>By start-time fair queueing: each service moves a feed's tag on by cost over weight, the
 * lowest tag is next, and a feed that comes back begins no earlier than the others stand. Random
 * sampling, as in the paper, is the rejected alternative: the same shares with more jitter.
 *
 * <p>Not thread-safe. Items are told apart by identity.
 *
 * @see <a href="https://arxiv.org/abs/2305.06500">InstructBLIP, section 2.4: balanced sampling</a>
 */
final class FeedShares<T> {
  private final Map<String, Double> weights;
  private final Map<String, Feed<T>> feeds = new HashMap<>();
  private double now;
  private int size;

  /**
   * @param weights of feeds that count for more or less than 1
   */
  FeedShares(Map<String, Double> weights) {
    this.weights = Map.copyOf(weights);
  }

  void add(String feed, Waiting<T> item) {
    Feed<T> to =
        feeds.computeIfAbsent(feed, name -> new Feed<>(weights.getOrDefault(name, 1.0), now));
    to.tag = to.waiting.isEmpty() ? Math.max(to.tag, now) : to.tag;
    to.waiting.add(item);
    size++;
  }

  /** The next one; null where nothing waits. */
  Waiting<T> poll() {
    Feed<T> best = null;
    for (Feed<T> feed : feeds.values()) {
      if (!feed.waiting.isEmpty() && (best == null || feed.tag < best.tag)) {
        best = feed;
      }
    }
    if (best == null) {
      return null;
    }
    Waiting<T> item = best.head();
    now = best.tag;
    best.tag += item.cost() / (best.weight * Math.sqrt(best.waiting.size()));
    best.waiting.remove(item);
    size--;
    forgetTheServed();
    return item;
  }

  boolean remove(String feed, Waiting<T> item) {
    Feed<T> from = feeds.get(feed);
    boolean there = from != null && from.waiting.remove(item);
    size -= there ? 1 : 0;
    return there;
  }

  int size() {
    return size;
  }

  /** A feed whose debt is paid by the time that passed is like one that never was. */
  private void forgetTheServed() {
    Iterator<Feed<T>> all = feeds.values().iterator();
    while (all.hasNext()) {
      Feed<T> feed = all.next();
      if (feed.waiting.isEmpty() && feed.tag <= now) {
        all.remove();
      }
    }
  }

  /** An item and what serving it costs. Equal to itself alone. */
  static final class Waiting<T> {
    private final T item;
    private final double cost;

    Waiting(T item, double cost) {
      this.item = requireNonNull(item, "item");
      this.cost = cost;
    }

    T item() {
      return item;
    }

    double cost() {
      return cost;
    }
  }

  private static final class Feed<T> {
    private final double weight;
    private final Set<Waiting<T>> waiting = new LinkedHashSet<>();
    private double tag;

    Feed(double weight, double tag) {
      this.weight = weight;
      this.tag = tag;
    }

    Waiting<T> head() {
      return waiting.iterator().next();
    }
  }
}
