package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.schedule.BatchLimit;
import io.blipstream.runtime.engine.schedule.Quantum;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * How large a worker's batches may be. While urgent requests come now and then, the batches of all
 * others stay so short that an urgent one never waits long for one that runs. Owned by the worker's
 * thread.
 */
final class Sizes {
  /** So long after the last urgent request, none is expected any more. */
  private static final Duration MEMORY = Duration.ofSeconds(30);

  private final BatchLimit pictures;
  private final Intake intake;
  private final Clock clock;
  private final Map<Stage, Quantum> quanta = new EnumMap<>(Stage.class);
  private final int mostPrompts;

  Sizes(BatchLimit pictures, int mostPrompts, Intake intake, Clock clock) {
    this.pictures = pictures;
    this.mostPrompts = mostPrompts;
    this.intake = intake;
    this.clock = clock;
    for (Stage stage : Stage.values()) {
      quanta.put(stage, new Quantum());
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** A batch of a stage took so long. */
  void took(Stage stage, int items, long nanos) {
    quanta.get(stage).batch(items, nanos);
  }

  /** An urgent request took so long on the device. */
  void urgentTook(long nanos) {
    quanta.values().forEach(quantum -> quantum.urgent(nanos));
  }

  int pictures(boolean urgent) {
    return shortened(Stage.VISION, urgent, pictures.now());
  }

  int prompts(Stage stage, boolean urgent) {
    return shortened(stage, urgent, mostPrompts);
  }

  /** Why a batch that is as large as it may be is not larger. */
  BatchEnd reason(boolean urgent) {
    return guarded(urgent) ? BatchEnd.URGENT : BatchEnd.FULL;
  }

  private int shortened(Stage stage, boolean urgent, int most) {
    return guarded(urgent) ? quanta.get(stage).items(most) : most;
  }

  private boolean guarded(boolean urgent) {
    return !urgent && intake.urgentWithin(MEMORY.toNanos());
  }
}
