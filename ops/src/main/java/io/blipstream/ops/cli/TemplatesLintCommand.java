package io.blipstream.ops.cli;

import io.blipstream.ops.templates.TemplateFile;
import io.blipstream.ops.templates.TemplateLines;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.TemplateLint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blipstream templates lint}. */
@Command(
    name = "lint",
    description =
        "Says of each template in a file whether it is valid; ends with 26 where one is not.",
    mixinStandardHelpOptions = true)
final class TemplatesLintCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE.jsonl",
      description = "One template a line: id, version, task, text, description, max_new_tokens.")
  private Path file;

  @Option(names = "--json", description = "One JSON object for each.")
  private boolean json;

  private final Console console;

  TemplatesLintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean valid = true;
    for (Template template : TemplateFile.read(file, Instant.EPOCH)) {
      Optional<String> fault = TemplateLint.fault(template);
      valid &= fault.isEmpty();
      if (json) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("template", TemplateLines.name(template));
        object.put("fault", fault.orElse(null));
        new JsonLines(console.out()).print(object);
      } else {
        console.out().println(TemplateLines.name(template) + ": " + fault.orElse("valid"));
      }
    }
    console.out().flush();
    return valid ? 0 : FaultCode.TEMPLATE_INVALID.exitCode();
  }
}
