package io.blipstream.ops.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;

/** All commands that there are. */
final class Commands {
  private Commands() {}

  /** By their names without the first; those that only hold others together are left out. */
  static Map<String, CommandLine> byName() {
    Console nowhere =
        new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
    Map<String, CommandLine> commands = new TreeMap<>();
    collect(new Blipstream(nowhere, Map.of()).commandLine(), "", commands);
    return commands;
  }

  private static void collect(
      CommandLine parent, String before, Map<String, CommandLine> commands) {
    Set<CommandLine> children = new LinkedHashSet<>(parent.getSubcommands().values());
    for (CommandLine child : children) {
      String name = before + child.getCommandName();
      boolean holdsOthers = !child.getSubcommands().isEmpty();
      if (!holdsOthers || child.getCommandSpec().findOption("--json") != null) {
        commands.put(name, child);
      }
      collect(child, name + " ", commands);
    }
  }
}
