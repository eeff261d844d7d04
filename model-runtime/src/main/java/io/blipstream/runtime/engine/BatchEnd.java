package io.blipstream.runtime.engine;

/** Why no more went into a batch. */
public enum BatchEnd {
  /** It had all that it may have. */
  FULL,
  /** Nothing more was there. */
  DRAINED,
  /** What was there differed too much in length, and would have been padded. */
  PADDING,
  /** Somebody urgent may come, who must not wait long for it. */
  URGENT
}
