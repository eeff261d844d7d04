package io.blipstream.topology.routing;

import io.blipstream.schemas.Task;

/** The sinks of the topology. */
public enum Destination {
  CAPTIONS("captions"),
  ANSWERS("answers"),
  QUESTIONS("questions"),
  DEAD_LETTERS("dead-letters");

  private final String node;

  Destination(String node) {
    this.node = node;
  }

  /** Name of the sink's node; its topic is the same with the prefix. */
  public String node() {
    return node;
  }

  /** Where a task's results go. */
  public static Destination of(Task task) {
    return switch (task) {
      case CAPTION -> CAPTIONS;
      case ANSWER -> ANSWERS;
      case QUESTION -> QUESTIONS;
      case UNKNOWN -> throw new IllegalArgumentException("no result has an unknown task");
    };
  }
}
