package io.blipstream.ops.cli;

import io.blipstream.ops.templates.TemplateLines;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.BuiltInTemplates;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blipstream templates list}. */
@Command(name = "list", description = "Shows the built-in ones.", mixinStandardHelpOptions = true)
final class TemplatesListCommand implements Runnable {
  @Option(
      names = "--json",
      description = "One JSON object each, as `lint`, `try` and `publish` take them.")
  private boolean json;

  private final Console console;

  TemplatesListCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    for (Template template : BuiltInTemplates.all(Instant.EPOCH)) {
      if (json) {
        new JsonLines(console.out()).print(TemplateLines.fields(template));
      } else {
        console.out().println(TemplateLines.line(template));
      }
    }
    console.out().flush();
  }
}
