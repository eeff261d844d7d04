package io.blipstream.runtime.tuning;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.InstructionTemplate;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.data.SampleStream.Drawn;
import java.util.ArrayList;
import java.util.List;

/**
 * Held-in samples, some of them set aside. The last of each set are: files that are in an order are
 * mostly in that of their pictures, so that few pictures are on both sides.
 *
 * @param learned the sets without what was set aside
 * @param validation asked with the sets' own prompts
 */
record SplitSamples(List<DataSet> learned, List<Drawn> validation) {
  /** No more of a set than this share is set aside. */
  private static final int MOST_SHARE = 10;

  static SplitSamples of(List<DataSet> sets, int most) {
    List<DataSet> learned = new ArrayList<>();
    List<Drawn> validation = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      DataSet set = sets.get(i);
      int size = set.samples().size();
      int aside = Math.min(most / sets.size(), size / MOST_SHARE);
      learned.add(
          new DataSet(
              set.spec(), set.samples().subList(0, size - aside), set.broken(), set.named()));
      InstructionTemplate prompt = new InstructionTemplate(set.spec().prompt());
      for (Sample sample : set.samples().subList(size - aside, size)) {
        validation.add(new Drawn(i, sample, prompt.filled(sample), sample.targets().get(0)));
      }
    }
    return new SplitSamples(List.copyOf(learned), List.copyOf(validation));
  }
}
