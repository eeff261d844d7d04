package io.blipstream.ops.cli;

import io.blipstream.ops.config.NearestName;
import io.blipstream.runtime.fault.Addresses;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What ended a command, in one line for people and one number for programs. */
record FaultReport(PrintWriter err, BooleanSupplier debug)
    implements IExecutionExceptionHandler, IParameterExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult result) {
    if (exception instanceof BlipstreamException fault) {
      return report(fault.code(), fault.getMessage() + hint(fault.code()), exception);
    }
    if (exception instanceof ConfigException) {
      // Kafka's clients word it; passwords stand in it as [hidden].
      return report(FaultCode.CONFIGURATION_INVALID, exception.getMessage(), exception);
    }
    return report(FaultCode.INTERNAL, exception + " (--debug says more)", exception);
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    String help = exception.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    return report(
        FaultCode.USAGE,
        exception.getMessage() + nearest(exception) + " (" + help + " says more)",
        exception);
  }

  /** What has several causes that a command of ours tells apart. */
  private static String hint(FaultCode code) {
    return switch (code) {
      case BROKER_UNAVAILABLE, REGISTRY_UNAVAILABLE -> " (`blipstream doctor` says why)";
      default -> "";
    };
  }

  /**
   * What a mistyped command or option was most likely meant to be. Rejected: picocli's own
   * suggestions, which name the most similar however little it is.
   */
  private static String nearest(ParameterException exception) {
    return exception instanceof UnmatchedArgumentException unmatched
        ? NearestName.to(unmatched.getUnmatched().get(0), names(unmatched.getCommandLine()))
            .map(NearestName::hint)
            .orElse("")
        : "";
  }

  private static Set<String> names(CommandLine command) {
    Set<String> names = new LinkedHashSet<>(command.getSubcommands().keySet());
    names.addAll(command.getCommandSpec().optionsMap().keySet());
    return names;
  }

  private int report(FaultCode code, String message, Exception exception) {
    String line = "blipstream: " + code + ": " + message.replaceAll("\\s*\\R\\s*", " ");
    err.println(Addresses.hidden(line));
    if (debug.getAsBoolean()) {
      StringWriter trace = new StringWriter();
      exception.printStackTrace(new PrintWriter(trace));
      err.print(Addresses.hidden(trace.toString())); // causes are others' words
    }
    err.flush();
    return code.exitCode();
  }
}
