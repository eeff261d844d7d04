package io.blipstream.ops.cli;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when the command is. */
record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * @throws FatalException with {@link FaultCode#FILE_NOT_FOUND}
   */
  static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("blipstream"));
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND,
          "no folder can be made in " + System.getProperty("java.io.tmpdir"),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(path)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
