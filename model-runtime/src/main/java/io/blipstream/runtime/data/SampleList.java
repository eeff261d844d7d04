package io.blipstream.runtime.data;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects samples and what went wrong, up to the declaration's limits. Of one thread. */
final class SampleList {
  /** Broken rows that are named; the others are only counted. */
  private static final int NAMED = 20;

  private final DataSetSpec spec;
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> named = new ArrayList<>();
  private int broken;

  SampleList(DataSetSpec spec) {
    this.spec = spec;
  }

  List<Sample> samples() {
    return samples;
  }

  List<String> named() {
    return named;
  }

  int broken() {
    return broken;
  }

  RowFile.Visitor each(Function<Row, List<Sample>> read) {
    return new RowFile.Visitor() {
      @Override
      public boolean row(Row row) {
        try {
          for (Sample sample : read.apply(row)) {
            if (samples.size() < spec.limit()) {
              samples.add(usable(sample));
            }
          }
        } catch (BrokenRow e) {
          broken(row.place(), e.getMessage());
        }
        return samples.size() < spec.limit();
      }

      @Override
      public void broken(String place, String fault) {
        skip(place, fault);
      }
    };
  }

  /** Turned round where declared, and with words for every template: found now, not in mid-run. */
  private Sample usable(Sample read) {
    boolean turned = spec.generates() == DataSetSpec.Generates.QUESTION;
    Sample sample = turned ? Turned.of(read) : read;
    try {
      for (String template : spec.templates()) {
        var unused = new InstructionTemplate(template).filled(sample);
      }
      var unused = new InstructionTemplate(spec.prompt()).filled(sample);
      return sample;
    } catch (IllegalArgumentException e) {
      throw new BrokenRow(e.getMessage());
    }
  }

  private void skip(String place, String fault) {
    broken++;
    if (named.size() < NAMED) {
      named.add(place + " " + fault);
    }
    if (broken > spec.mostBroken()) {
      throw new FatalException(
          FaultCode.DATA_INVALID,
          "%s: more than %d broken rows; the first: %s"
              .formatted(spec.name(), spec.mostBroken(), named.get(0)));
    }
  }

  /**
   * @throws FatalException DATA_INVALID where the declaration lacks the file, FILE_NOT_FOUND where
   *     the disk does
   */
  Path path(Path root, DataSetSpec declared, String name) {
    String file = declared.files().get(name);
    if (file == null) {
      throw new FatalException(
          FaultCode.DATA_INVALID, declared.name() + " needs \"" + name + "\" among its files");
    }
    Path path = root.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND, declared.name() + ": there is no file " + path);
    }
    return path;
  }
}
