package io.blipstream.topology.enrichment;

import io.blipstream.runtime.engine.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long events of each lane are at the engine at present, so that none goes there that would not
 * be back in time. Without that, where more comes than the device can do, partitions stand where
 * events are about to expire: all that is asked then has next to no time left, the device begins it
 * and nobody waits any more. With ten times the load, deadlines on all of it and this left out, 6 %
 * of the capacity became bulk and standard answers.
 *
 * <p>Answers count a quarter each, so that one that comes fast after a time of none is soon
 * believed; what expired took longer than it shows. The stream thread of the task owns it.
 */
final class EngineTimes {
  private static final int WEIGHT = 4;

  /** Of what was taken: a batch that is full takes longer than one that is not. */
  private static final int ROOM = 2;

  /** None, until something came back. */
  private final Map<Lane, Duration> expected = new EnumMap<>(Lane.class);

  /** How long the next of a lane will take, with half of it for those that take longer. */
  Duration expected(Lane lane) {
    return expected.getOrDefault(lane, Duration.ZERO);
  }

  void answered(Lane lane, Duration took) {
    Duration before = expected(lane);
    expected.put(lane, before.plus(withRoom(took).minus(before).dividedBy(WEIGHT)));
  }

  void expired(Lane lane, Duration took) {
    Duration before = expected(lane);
    Duration least = withRoom(took);
    expected.put(lane, before.compareTo(least) > 0 ? before : least);
  }

  private static Duration withRoom(Duration took) {
    return took.plus(took.dividedBy(ROOM));
  }
}
