package io.blipstream.ops.cli;

import io.blipstream.ops.doctor.Doctor;
import io.blipstream.ops.doctor.Findings;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blipstream doctor}. */
@Command(
    name = "doctor",
    description = {
      "Looks at all that `run` needs, says what is wrong and what to do.",
      "Looked at are machine, model, registry, broker, topics and permissions. Changes nothing. Ends",
      "with the code of the first that fails."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  private static final int LONGEST = 600;

  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "For each answer of a cluster (default: ${DEFAULT-VALUE}).")
  private int patience = 10;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  DoctorCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (patience < 1 || patience > LONGEST) {
      throw new ParameterException(spec.commandLine(), "--patience must be 1 to " + LONGEST);
    }
    Findings found =
        new Doctor(Duration.ofSeconds(patience), Clock.systemUTC())
            .examine(() -> ModelOption.configuredOrShipped(config.read(environment)));
    if (json) {
      new JsonLines(console.out()).print(found.fields());
    } else {
      found.lines().forEach(console.out()::println);
      console.out().flush();
    }
    return found.fault().map(FaultCode::exitCode).orElse(0);
  }
}
