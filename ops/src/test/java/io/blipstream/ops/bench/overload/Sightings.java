package io.blipstream.ops.bench.overload;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Decoding;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Timings;
import java.time.Instant;

/** Events that are sent and outcomes that are read, at moments that a test names. */
final class Sightings {
  private static final long MILLI = 1_000_000;

  private final LoadOutcomes outcomes = new LoadOutcomes(this::nanos);
  private long nanos;

  LoadOutcomes outcomes() {
    return outcomes;
  }

  private long nanos() {
    return nanos;
  }

  void pass(long millis) {
    nanos += millis * MILLI;
  }

  /** Returns its index. */
  int send(Feed feed) {
    return outcomes.sent(feed);
  }

  void answer(Feed feed, int index) {
    outcomes.take("captions-0", result(feed, index, Status.OK));
  }

  void expire(Feed feed, int index) {
    outcomes.take("captions-0", result(feed, index, Status.EXPIRED));
  }

  void letter(Feed feed, int index) {
    outcomes.take(
        "dead-letters-0",
        DeadLetter.newBuilder()
            .setFault("image-undecodable")
            .setMessage("m")
            .setEventId("event-" + feed.number(index))
            .setOrigin(origin(index))
            .setFailedAt(Instant.EPOCH)
            .build());
  }

  private static Result result(Feed feed, int index, Status status) {
    return Result.newBuilder()
        .setEventId("event-" + feed.number(index))
        .setSubject("subject")
        .setInstructionId("caption")
        .setFeed(feed.title())
        .setTask(Task.CAPTION)
        .setStatus(status)
        .setTemplateId("caption-01")
        .setTemplateVersion(1)
        .setPrompt("p")
        .setModelId("m")
        .setModelDigest("d")
        .setDecoding(new Decoding("greedy", 24, 2))
        .setTimings(new Timings(1.0, 1.0, 1.0, 1.0, 1.0, 5.0))
        .setBatchSize(1)
        .setImageReused(false)
        .setOrigin(origin(index))
        .setOccurredAt(Instant.EPOCH)
        .setCompletedAt(Instant.EPOCH)
        .build();
  }

  private static Origin origin(int index) {
    return new Origin("events", 0, (long) index, Instant.EPOCH);
  }
}
