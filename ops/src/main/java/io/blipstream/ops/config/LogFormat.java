package io.blipstream.ops.config;

/** How standard error is written. */
public enum LogFormat {
  /** A line for people. */
  TEXT,
  /** One JSON object a line. */
  JSON
}
