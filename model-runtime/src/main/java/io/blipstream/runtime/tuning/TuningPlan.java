package io.blipstream.runtime.tuning;

import io.blipstream.runtime.data.Mixture.Balance;
import java.nio.file.Path;
import java.util.Set;

/**
 * What is learned how.
 *
 * @param learns what learns; all else is frozen
 * @param start checkpoint folder to begin with
 * @param output folder for the learned checkpoint, and below it for what a run keeps
 * @param features folder for what the frozen image encoder says of pictures
 * @param schedule rates and steps
 * @param batch samples of a step
 * @param parts in which a batch is computed, one after the other, for want of memory
 * @param workers parts that are computed at the same time, each with slopes of its own
 * @param decay share by which weights shrink in a step, times its rate
 * @param clip length that slopes are shortened to
 * @param balance how sizes of data sets count
 * @param seed of everything that is drawn
 * @param saveEvery steps from one state on disk to the next
 * @param validateEvery steps from one look at the validation samples to the next
 * @param validation samples set aside, not learned from
 */
public record TuningPlan(
    Set<Network> learns,
    Path start,
    Path output,
    Path features,
    Schedule schedule,
    int batch,
    int parts,
    int workers,
    double decay,
    double clip,
    Balance balance,
    long seed,
    int saveEvery,
    int validateEvery,
    int validation) {
  public TuningPlan {
    learns = Set.copyOf(learns);
    require(!learns.isEmpty(), "something must learn");
    require(batch >= 1 && batch <= 4_096, "batch must be 1 to 4096, not " + batch);
    require(
        parts >= 1 && batch % parts == 0, "a batch of " + batch + " has no " + parts + " parts");
    require(workers >= 1 && workers <= 64, "workers must be 1 to 64, not " + workers);
    require(decay >= 0 && decay < 1, "decay must be 0 to 1, not " + decay);
    require(clip > 0, "clip must be positive, not " + clip);
    require(saveEvery >= 1 && validateEvery >= 1, "steps between must be 1 and up");
    require(validation >= 0, "validation must not be negative");
  }

  /** The same from another checkpoint. */
  public TuningPlan from(Path folder) {
    return of(learns, folder, output, balance, seed);
  }

  /** The same at another pace, into another folder. */
  public TuningPlan paced(Schedule other, Path into) {
    return new TuningPlan(
        learns,
        start,
        into,
        features,
        other,
        batch,
        parts,
        workers,
        decay,
        clip,
        balance,
        seed,
        saveEvery,
        validateEvery,
        validation);
  }

  /** The same recipe for another run, which may share what the image encoder says. */
  public TuningPlan of(
      Set<Network> others, Path folder, Path into, Balance balanced, long otherSeed) {
    return new TuningPlan(
        others,
        folder,
        into,
        features,
        schedule,
        batch,
        parts,
        workers,
        decay,
        clip,
        balanced,
        otherSeed,
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
