package io.blipstream.ops.cli;

import io.blipstream.ops.demo.Terminal;
import io.blipstream.ops.tell.Teller;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Whom a command that runs for long tells what happens. */
final class TellingOption {
  @Option(
      names = "--json",
      description = "What happens, as it happens, on standard output: one JSON object a line.")
  private boolean json;

  /** Standard output, as it is. */
  Terminal terminal(Console console) {
    return new Terminal(console.out(), !json && Ansi.AUTO.enabled(), json);
  }

  /** To programs on standard output; in words to wherever this command's words go. */
  Teller teller(Console console, PrintWriter words) {
    return json ? Teller.toPrograms(console.out()) : Teller.toPeople(words);
  }
}
