package io.blipstream.topology.counts;

import io.blipstream.runtime.engine.StageTimes;

/** Where the time of an answer goes; the names are those of the result's timings. */
public enum PromptStage {
  QUEUE,
  DECODE,
  VISION,
  QFORMER,
  LANGUAGE,
  TOTAL;

  long nanos(StageTimes times) {
    return switch (this) {
      case QUEUE -> times.queue();
      case DECODE -> times.decode();
      case VISION -> times.vision();
      case QFORMER -> times.qformer();
      case LANGUAGE -> times.language();
      case TOTAL -> times.total();
    };
  }
}
