package io.blipstream.ops.cli;

import io.blipstream.ops.tell.Teller;
import io.blipstream.runtime.data.PaperMixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blipstream mixture}. */
@Command(
    name = "mixture",
    description = "Declares the paper's 26 data sets, to tune and evaluate with; docs/data.md.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MixtureCommand implements Runnable {
  @Option(
      names = "--write",
      paramLabel = "FILE",
      required = true,
      description = "The declaration; the data sets' files are looked for beside it.")
  private Path file;

  @Option(
      names = "--present",
      description =
          "Only those whose files are there; without it, all, and what is missing is named.")
  private boolean present;

  @Mixin private TellingOption telling;

  private final Console console;

  MixtureCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    PaperMixture.Written written = PaperMixture.write(file, present);
    Teller teller = telling.teller(console, console.out());
    written
        .missing()
        .forEach(
            (name, files) -> {
              List<String> names = files.stream().map(Path::toString).toList();
              teller.tell(
                  "missing",
                  Map.of("name", name, "files", names),
                  name + " lacks " + names.stream().collect(Collectors.joining(", ")));
            });
    int count = written.declared().size();
    teller.tell(
        "declared",
        Map.of("file", file.toString(), "datasets", written.declared()),
        count + " data sets declared in " + file);
  }
}
