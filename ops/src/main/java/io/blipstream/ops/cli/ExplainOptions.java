package io.blipstream.ops.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Whether the answers are to be explained, and beside whose. */
final class ExplainOptions {
  @Option(
      names = "--explain",
      paramLabel = "FILE",
      description =
          "Also write IMAGE under the attention of each prompt, side by side, as .html or .png.")
  private Path file;

  @Option(
      names = "--compare",
      paramLabel = "DIR",
      description = "Another checkpoint beside it in --explain, such as a BLIP-2.")
  private Path compare;

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  boolean compareAlone() {
    return compare != null && file == null;
  }

  /** The folders to load, one after the other. */
  Stream<Path> models(Path own) {
    return Stream.concat(Stream.of(own), Stream.ofNullable(compare));
  }
}
