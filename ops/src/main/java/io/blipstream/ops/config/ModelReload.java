package io.blipstream.ops.config;

/** Whether a running process changes its model. */
public enum ModelReload {
  /** The model it was started with serves until it ends. */
  OFF,
  /** It follows the link. */
  WATCH
}
