package io.blipstream.ops.demo;

/** Where the demo shows what comes. The demo's thread calls. */
sealed interface Showing permits Printer, JsonShowing {
  /** Whether nobody reads any more, as behind {@code | head}. */
  boolean closed();

  /** What is being done now. */
  void stage(String words);

  /**
   * A picture whose answers are all there.
   *
   * @param seconds since the first one was published
   */
  void answered(AnsweredPicture answered, Tally tally, double seconds);

  /** What it all came to. */
  void summary(Summary summary);
}
