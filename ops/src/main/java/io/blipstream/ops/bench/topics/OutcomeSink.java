package io.blipstream.ops.bench.topics;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Result;

/** Judges what an {@link OutcomeReader} reads, on its thread. */
public interface OutcomeSink {
  /**
   * @param place topic and partition that it was read from
   */
  void take(String place, Result result);

  /**
   * @param place topic and partition that it was read from
   */
  void take(String place, DeadLetter letter);
}
