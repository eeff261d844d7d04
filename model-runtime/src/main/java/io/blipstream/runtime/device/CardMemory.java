package io.blipstream.runtime.device;

/**
 * Memory of one card, as its driver tells it.
 *
 * @param used bytes, by whomever
 * @param total bytes that it has
 */
public record CardMemory(long used, long total) {
  public CardMemory {
    if (used < 0 || used > total) {
      throw new IllegalArgumentException("used is 0 to the total: " + used + " of " + total);
    }
  }

  public long free() {
    return total - used;
  }
}
