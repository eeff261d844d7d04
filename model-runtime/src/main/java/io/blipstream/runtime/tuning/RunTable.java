package io.blipstream.runtime.tuning;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;

/**
 * A table that a run keeps on disk and goes on with.
 *
 * @param head its first line
 */
record RunTable(Path file, String head) {
  /**
   * @throws FatalException FILE_NOT_FOUND, also where a line is none of the table's
   */
  <T> List<T> rows(Function<String, T> parsed) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.equals(head))
          .map(parsed)
          .toList();
    } catch (IOException | RuntimeException e) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND, "the table of the run that is to go on, " + file, e);
    }
  }

  <T> void save(List<T> rows, Function<T, String> line) {
    StringBuilder text = new StringBuilder(head).append('\n');
    rows.forEach(row -> text.append(line.apply(row)).append('\n'));
    try {
      Files.createDirectories(file.getParent());
      // Whole or not at all: a run that is killed here must find its earlier rows again.
      Path half = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(half, text);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write " + file, e);
    }
  }
}
