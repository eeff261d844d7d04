package io.blipstream.ops.cli;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Workload;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What benchmarks are told whose pictures come from a request file. */
final class PictureOptions {
  @Option(
      names = "--requests",
      paramLabel = "FILE.jsonl",
      description = "Whose pictures are taken; the kept scenes by default.")
  private Path requests;

  /** The file's requests. */
  Workload workload(Configuration configuration) {
    return Workload.read(
        BenchOptions.keptRequests(Optional.ofNullable(requests)),
        configuration.value(Keys.IMAGE_MAX_BYTES));
  }

  /** Each picture once. */
  Workload pictures(Configuration configuration) {
    return workload(configuration).distinctPictures();
  }

  /** A benchmark that needs a folder while it runs. */
  @FunctionalInterface
  interface InFolder {
    Findings run(Path folder) throws InterruptedException;
  }

  static Findings inFolder(InFolder benchmark) throws IOException, InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      return benchmark.run(folder.path());
    }
  }
}
