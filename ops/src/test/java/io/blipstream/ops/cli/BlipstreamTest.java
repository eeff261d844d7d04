package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class BlipstreamTest {
  private static final EngineOpener BROKEN =
      configuration -> {
        throw new FatalException(FaultCode.CHECKPOINT_INVALID, "no config.json\n in it");
      };
  private static final EngineOpener DEFECTIVE =
      configuration -> {
        throw new IllegalStateException("a defect");
      };

  @Test
  void fault_isOneLineAndItsExitCode() {
    CommandRun run = ask(BROKEN, Map.of());
    assertThat(run.exitCode()).isEqualTo(FaultCode.CHECKPOINT_INVALID.exitCode());
    assertThat(run.err().strip()).isEqualTo("blipstream: checkpoint-invalid: no config.json in it");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void defect_isOneLineUntilMoreIsAskedFor() {
    CommandRun run = ask(DEFECTIVE, Map.of());
    assertThat(run.exitCode()).isEqualTo(FaultCode.INTERNAL.exitCode());
    assertThat(run.err().lines()).singleElement().asString().contains("a defect", "--debug");
  }

  @Test
  void debug_printsTheStackTrace() {
    String frame = "\tat " + BlipstreamTest.class.getName();
    assertThat(ask(BROKEN, Map.of("BLIPSTREAM_DEBUG", "1")).err()).contains(frame);
    assertThat(
            CommandRun.of(BROKEN, "ask", "--debug", "--model", "m", "--prompt", "p", "i.png").err())
        .contains(frame);
  }

  @Test
  void wrongUse_isOneLineThatPointsToHelp() {
    for (String[] arguments :
        new String[][] {{"--nonsense"}, {}, {"ask"}, {"ask", "--prompt", "p"}, {"nothing"}}) {
      CommandRun run = CommandRun.of(BROKEN, arguments);
      assertThat(run.exitCode()).isEqualTo(FaultCode.USAGE.exitCode());
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .startsWith("blipstream: usage: ")
          .contains("--help");
    }
  }

  @Test
  void mistypedCommandOrOption_isAnsweredWithTheNearest() {
    assertThat(CommandRun.of(BROKEN, "demmo").err()).contains("did you mean demo?");
    assertThat(CommandRun.of(BROKEN, "nosuch").err())
        .contains("blipstream --help")
        .doesNotContain("did you mean");
    assertThat(CommandRun.of(BROKEN, "demo", "--event=3").err()).contains("did you mean --events?");
    assertThat(CommandRun.of(BROKEN, "topics", "verfy").err()).contains("did you mean verify?");
    assertThat(CommandRun.of(BROKEN, "doctor", "--confg", "f").err())
        .contains("did you mean --config?");
  }

  @Test
  void whatKafkasClientsRefuse_isTheConfigurations() {
    CommandRun run =
        ask(
            configuration -> {
              throw new ConfigException("compression.type", "banana", "no such thing");
            },
            Map.of());
    assertThat(run.exitCode()).isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
    assertThat(run.err()).contains("banana", "compression.type");
  }

  @Test
  void namesThatAreNone_areAnsweredWithThoseThatAre() {
    assertThat(CommandRun.of(BROKEN, "recipe", "alttext").err())
        .contains("is alttext, must be one of [alt-text, catalogue, moderation]");
    CommandRun run = CommandRun.of(BROKEN, "templates", "try", "--id", "none-such");
    assertThat(run.exitCode()).isEqualTo(FaultCode.USAGE.exitCode());
    assertThat(run.err()).contains("no template none-such");
  }

  @Test
  void helpAndVersion_succeed() {
    assertThat(CommandRun.of(BROKEN, "--version").out()).startsWith("blipstream ");
    CommandRun help = CommandRun.of(BROKEN, "ask", "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("--requests");
  }

  private static CommandRun ask(EngineOpener engines, Map<String, String> environment) {
    return CommandRun.of(engines, environment, "ask", "--model", "m", "--prompt", "p", "i.png");
  }
}
