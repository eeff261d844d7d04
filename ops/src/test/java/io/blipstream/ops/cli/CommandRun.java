package io.blipstream.ops.cli;

import io.blipstream.ops.model.EngineOpener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What one run of the command left behind. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(EngineOpener engines, String... arguments) {
    return of(engines, Map.of(), arguments);
  }

  static CommandRun of(EngineOpener engines, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err));
    int exitCode = new Blipstream(console, environment, engines).execute(arguments);
    console.out().flush();
    console.err().flush();
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
