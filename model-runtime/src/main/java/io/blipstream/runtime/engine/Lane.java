package io.blipstream.runtime.engine;

/** How urgent a request is, the most urgent first. None waits for ever for those before it. */
public enum Lane {
  INTERACTIVE(0),
  STANDARD(1),
  BULK(2);

  private final int rank;

  Lane(int rank) {
    this.rank = rank;
  }

  /** Its place among the lanes; 0 is the most urgent. */
  int rank() {
    return rank;
  }
}
