package io.blipstream.ops.doctor;

/** How a thing that was looked at stands. */
public enum Grade {
  OK,
  /** It runs, but not as well as it could. */
  WARN,
  /** `run` would not work. */
  FAIL,
  /** It could not be looked at. */
  SKIP
}
