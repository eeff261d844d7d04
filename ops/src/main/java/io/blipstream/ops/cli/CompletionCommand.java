package io.blipstream.ops.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blipstream completion}. */
@Command(
    name = "completion",
    description = "Prints what bash and zsh complete by: `source <(blipstream completion)`.",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().print(AutoComplete.bash("blipstream", spec.root().commandLine()));
    console.out().print('\n');
    console.out().flush();
  }
}
