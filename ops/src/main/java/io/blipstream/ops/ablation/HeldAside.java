package io.blipstream.ops.ablation;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetSpec.Generates;
import io.blipstream.runtime.data.Measure;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Data sets cut in two. Of held-in ones whole pictures are set aside, for all sets together: a
 * picture that one set learns from would tell another set's question of it.
 *
 * @param learned held-in sets, and held-out ones to be checked against
 * @param measured held-in sets of the pictures set aside, and held-out ones; not those whose
 *     questions are generated, of which many would be right
 */
record HeldAside(List<DataSet> learned, List<DataSet> measured) {
  /**
   * @param pictures the last so many are set aside
   * @param most samples of each set that are measured
   * @throws FatalException DATA_INVALID where nothing is left to learn from, or a set is scored by
   *     what is no mean over samples
   */
  static HeldAside of(List<DataSet> sets, int pictures, int most) {
    List<Path> all = new ArrayList<>(pictures(sets));
    if (all.size() < 2 * pictures) {
      throw new FatalException(
          FaultCode.DATA_INVALID,
          "%d pictures to learn from are too few to set %d aside".formatted(all.size(), pictures));
    }
    Set<Path> aside = Set.copyOf(all.subList(all.size() - pictures, all.size()));
    List<DataSet> learned = new ArrayList<>();
    List<DataSet> measured = new ArrayList<>();
    for (DataSet set : sets) {
      boolean heldOut = set.spec().heldOut();
      learned.add(heldOut ? set : some(set, sample -> !about(aside, sample), Integer.MAX_VALUE));
      if (set.spec().generates() == Generates.ANSWER) {
        requireMean(set);
        DataSet own = some(set, sample -> heldOut || about(aside, sample), most);
        if (!own.samples().isEmpty()) {
          measured.add(own);
        }
      }
    }
    return new HeldAside(List.copyOf(learned), List.copyOf(measured));
  }

  private static Set<Path> pictures(List<DataSet> sets) {
    Set<Path> pictures = new LinkedHashSet<>();
    sets.stream()
        .filter(set -> !set.spec().heldOut())
        .flatMap(set -> set.samples().stream())
        .forEach(sample -> pictures.addAll(sample.frames()));
    return pictures;
  }

  private static boolean about(Set<Path> pictures, Sample sample) {
    return sample.frames().stream().anyMatch(pictures::contains);
  }

  private static DataSet some(DataSet set, Predicate<Sample> which, int most) {
    List<Sample> samples = set.samples().stream().filter(which).limit(most).toList();
    return new DataSet(set.spec(), samples, set.broken(), set.named());
  }

  /** Draws of a bootstrap are means of kept values; an area under a curve is none. */
  private static void requireMean(DataSet set) {
    if (set.spec().metric() == Measure.AUC) {
      throw new FatalException(
          FaultCode.DATA_INVALID, set.spec().name() + ": auc is no mean, and not compared here");
    }
  }
}
