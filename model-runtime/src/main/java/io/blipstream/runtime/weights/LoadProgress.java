package io.blipstream.runtime.weights;

/** Told how far the reading of a checkpoint has come; from the thread that reads. */
@FunctionalInterface
public interface LoadProgress {
  /** For whoever does not want to know. */
  LoadProgress UNSEEN = (done, all) -> {};

  /**
   * @param done bytes so far; the last call has {@code all}
   * @param all bytes that will be read
   */
  void reached(long done, long all);
}
