package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import org.apache.kafka.streams.processor.api.Record;

/** A record on its way out, already in bytes. */
public record Outgoing(Destination destination, Record<byte[], byte[]> record, Content content) {
  public Outgoing {
    requireNonNull(destination, "destination");
    requireNonNull(record, "record");
    requireNonNull(content, "content");
  }

  /** What the bytes say, as far as it is counted. */
  public sealed interface Content {}

  /** A result, with an answer or without. */
  public record Answered(Task task, Status status) implements Content {
    public Answered {
      requireNonNull(task, "task");
      requireNonNull(status, "status");
    }
  }

  /** A dead letter. */
  public record Refused(FaultCode code) implements Content {
    public Refused {
      requireNonNull(code, "code");
    }
  }

  /** A tombstone. */
  public record Forgotten() implements Content {}
}
