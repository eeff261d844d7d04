package io.blipstream.ops.bench.topics;

import io.blipstream.ops.bench.Workload;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes events of a workload's pictures; ids never come twice. Of one thread. */
public final class Events {
  private final Workload pictures;
  private final Clock clock;
  private long number;
  private long pass;

  public Events(Workload pictures, Clock clock) {
    this.pictures = pictures;
    this.clock = clock;
  }

  /**
   * Round and round through the pictures; each time round, and in each call, the bytes behind their
   * ends are others, so that none counts as seen before.
   *
   * @param asked by the events in turn
   */
  public List<ImageEvent> next(int count, List<List<Instruction>> asked) {
    List<ImageEvent> events = new ArrayList<>();
    while (events.size() < count) {
      for (ImageRequest request : pictures.pass(pass, Lane.STANDARD)) {
        if (events.size() < count) {
          events.add(event(request, asked.get(events.size() % asked.size())));
        }
      }
      pass++;
    }
    return events;
  }

  private ImageEvent event(ImageRequest request, List<Instruction> asked) {
    String id = "event-" + number++;
    return ImageEvent.newBuilder()
        .setEventId(id)
        .setSubject(id)
        .setFeed("bench")
        .setImages(
            request.frames().stream()
                .map(frame -> Image.newBuilder().setBytes(frame).build())
                .toList())
        .setInstructions(asked)
        .setOccurredAt(clock.instant())
        .build();
  }
}
