package io.blipstream.topology.counts;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;

/** What results are counted by. */
public record Said(Task task, Status status) {
  public Said {
    requireNonNull(task, "task");
    requireNonNull(status, "status");
  }
}
