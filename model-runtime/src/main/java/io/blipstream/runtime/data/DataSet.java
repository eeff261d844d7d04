package io.blipstream.runtime.data;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set as it was read.
 *
 * @param samples in the order of its files
 * @param broken rows that were skipped
 * @param named the first of them: where and why
 */
public record DataSet(DataSetSpec spec, List<Sample> samples, int broken, List<String> named) {
  public DataSet {
    samples = List.copyOf(samples);
    named = List.copyOf(named);
  }

  /**
   * Reads its files.
   *
   * @param root that the declaration's paths are relative to
   * @throws FatalException FILE_NOT_FOUND, or DATA_INVALID: a file broken as a whole, more broken
   *     rows than declared, no rows at all
   */
  public static DataSet read(DataSetSpec spec, Path root) {
    SampleList list = new SampleList(spec);
    new SampleReader(spec, root, list).read();
    if (list.samples().isEmpty()) {
      throw new FatalException(
          FaultCode.DATA_INVALID,
          spec.name()
              + " has no sample"
              + (list.named().isEmpty() ? "" : "; the first broken row: " + list.named().get(0)));
    }
    return new DataSet(spec, list.samples(), list.broken(), list.named());
  }

  /** S_d of the square-root rule: as declared, else what was read. */
  public long size() {
    return spec.declaredSize().orElse(samples.size());
  }
}
