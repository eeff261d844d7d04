package io.blipstream.runtime.tuning;

import io.blipstream.runtime.data.Mixture.Balance;
import java.nio.file.Path;

/**
 * What is learned how.
 *
 * @param start checkpoint folder to begin with
 * @param output folder for the learned checkpoint, and below it for what a run keeps
 * @param schedule rates and steps
 * @param batch samples of a step
 * @param parts in which a batch is computed, one after the other, for want of memory
 * @param decay share by which weights shrink in a step, times its rate
 * @param clip length that slopes are shortened to
 * @param balance how sizes of data sets count
 * @param seed of everything that is drawn
 * @param saveEvery steps from one state on disk to the next
 * @param validateEvery steps from one look at the validation samples to the next
 * @param validation samples set aside, not learned from
 */
public record TuningPlan(
    Path start,
    Path output,
    Schedule schedule,
    int batch,
    int parts,
    double decay,
    double clip,
    Balance balance,
    long seed,
    int saveEvery,
    int validateEvery,
    int validation) {
  public TuningPlan {
    require(batch >= 1 && batch <= 4_096, "batch must be 1 to 4096, not " + batch);
    require(
        parts >= 1 && batch % parts == 0, "a batch of " + batch + " has no " + parts + " parts");
    require(decay >= 0 && decay < 1, "decay must be 0 to 1, not " + decay);
    require(clip > 0, "clip must be positive, not " + clip);
    require(saveEvery >= 1 && validateEvery >= 1, "steps between must be 1 and up");
    require(validation >= 0, "validation must not be negative");
  }

  /** The same from another checkpoint. */
  public TuningPlan from(Path folder) {
    return new TuningPlan(
        folder,
        output,
        schedule,
        batch,
        parts,
        decay,
        clip,
        balance,
        seed,
        saveEvery,
        validateEvery,
        validation);
  }

  /** What a run keeps for itself. */
  public Path keeps() {
    return output.resolve("tuning");
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }
}
