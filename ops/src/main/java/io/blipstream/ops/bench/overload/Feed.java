package io.blipstream.ops.bench.overload;

import io.blipstream.schemas.Lane;
import java.util.List;
import java.util.Locale;

/**
 * Who sends. Lanes have partitions of their own, as docs/guarantees.md advises, but for {@link
 * #LIVE_AMID_BULK}, which shows what becomes of those who do not.
 */
enum Feed {
  /** Before the load, without deadlines: what the device can do. */
  CAPACITY(0, Lane.STANDARD, 0, 3, 0, 0),
  BULK(1, Lane.BULK, 0, 2, 0.75, 0),
  STANDARD(2, Lane.STANDARD, 2, 1, 0.25, 0),
  LIVE(3, Lane.INTERACTIVE, 3, 1, 0, 0.1),
  LIVE_AMID_BULK(4, Lane.INTERACTIVE, 0, 1, 0, 0.02);

  /** By slot. */
  private static final List<Feed> ALL = List.of(CAPACITY, BULK, STANDARD, LIVE, LIVE_AMID_BULK);

  /** Of the source topic. */
  static final int PARTITIONS = 4;

  /** What makes up the load. */
  static final List<Feed> LOAD = List.of(BULK, STANDARD, LIVE, LIVE_AMID_BULK);

  private static final int FEEDS = 5;

  private final int slot;
  private final Lane lane;
  private final int firstPartition;
  private final int partitions;
  private final double partOfLoad;
  private final double partOfCapacity;

  /**
   * @param slot of its numbers among those of the others
   */
  Feed(
      int slot,
      Lane lane,
      int firstPartition,
      int partitions,
      double partOfLoad,
      double partOfCapacity) {
    this.slot = slot;
    this.lane = lane;
    this.firstPartition = firstPartition;
    this.partitions = partitions;
    this.partOfLoad = partOfLoad;
    this.partOfCapacity = partOfCapacity;
  }

  Lane lane() {
    return lane;
  }

  int partition(int index) {
    return firstPartition + index % partitions;
  }

  /** Events a second. */
  double rate(double capacity, double factor) {
    return capacity * (partOfLoad * factor + partOfCapacity);
  }

  /** Of its event of an index, among those of all feeds. */
  int number(int index) {
    return index * FEEDS + slot;
  }

  static Feed ofNumber(int number) {
    return ALL.get(number % FEEDS);
  }

  static int indexOfNumber(int number) {
    return number / FEEDS;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
