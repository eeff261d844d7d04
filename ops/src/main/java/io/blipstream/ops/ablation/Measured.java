package io.blipstream.ops.ablation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.evaluation.SetScore;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What one model got, sample by sample; kept on disk, so that a stopped comparison goes on.
 *
 * @param digest of what it was measured by: another recipe or other data are another measurement
 */
record Measured(String digest, List<OfSet> sets) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param each sample's part of the score, 0 to 1
   */
  record OfSet(String name, String group, boolean heldOut, List<Double> each) {
    OfSet {
      each = List.copyOf(each);
    }

    static OfSet of(SetScore score) {
      return new OfSet(
          score.spec().name(), score.spec().group(), score.spec().heldOut(), score.each());
    }

    /** 0 to 100. */
    double mean() {
      return 100 * each.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
  }

  Measured {
    sets = List.copyOf(sets);
  }

  /** The sets of one side. */
  List<OfSet> side(boolean heldOut) {
    return sets.stream().filter(set -> set.heldOut() == heldOut).toList();
  }

  void write(Path file) {
    try {
      Path half = file.resolveSibling(file.getFileName() + ".part");
      JSON.writeValue(half.toFile(), this);
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write " + file, e);
    }
  }

  static Measured read(Path file) {
    try {
      return JSON.readValue(file.toFile(), Measured.class);
    } catch (IOException e) {
      throw new FatalException(FaultCode.DATA_INVALID, file + " cannot be read; remove it", e);
    }
  }
}
