package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.fault.FaultCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay",
        "replay --all --fault internal",
        "replay --id 7",
        "replay --since yesterday",
        "replay --all --rate 0",
        "replay --all --limit 0",
        "dead-letters --limit 0",
        "dead-letters --by color"
      })
  void whatIsNotMeant_isRefusedBeforeAnyConnection(String line) {
    CommandRun run = run(line.split(" "));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(FaultCode.USAGE.exitCode());
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void clusterThatIsNotThere_isABrokerFault() {
    CommandRun run = run("dead-letters");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(FaultCode.BROKER_UNAVAILABLE.exitCode());
  }

  @Test
  void clusterThatIsNotNamed_isAFaultOfTheConfiguration() {
    CommandRun none = CommandRun.of(unused -> null, Map.of(), "dead-letters");
    assertThat(none.exitCode())
        .as(none.err())
        .isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
    CommandRun half =
        CommandRun.of(
            unused -> null,
            Map.of("BLIPSTREAM_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"),
            "dead-letters");
    assertThat(half.exitCode())
        .as(half.err())
        .isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
  }

  @Test
  void unknownConfiguration_isSaid() {
    CommandRun run = run("replay", "--all", "--config", "no-such-file");
    assertThat(run.exitCode()).isEqualTo(FaultCode.FILE_NOT_FOUND.exitCode());
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(
        configuration -> {
          throw new AssertionError("no model is needed here");
        },
        Map.of(
            "BLIPSTREAM_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "BLIPSTREAM_KAFKA_DEFAULT_API_TIMEOUT_MS", "1000",
            "BLIPSTREAM_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1"),
        arguments);
  }
}
