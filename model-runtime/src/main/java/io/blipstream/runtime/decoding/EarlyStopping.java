package io.blipstream.runtime.decoding;

/** When a beam search with a full set of finished answers is over; the reference's three ways. */
public enum EarlyStopping {
  /** At once. */
  YES,
  /** When the best running beam, measured by its present length, is no better than the worst. */
  NO,
  /**
   * When it cannot become better: where the penalty favours long answers, it is measured by the
   * longest length.
   */
  NEVER
}
