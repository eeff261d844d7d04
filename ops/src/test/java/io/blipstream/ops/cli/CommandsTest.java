package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands have in common. */
class CommandsTest {
  /** They read settings of their own, or none; {@code evaluate --set} chooses data sets. */
  private static final Set<String> WITHOUT_KEYS =
      Set.of(
          "completion",
          "help",
          "scenes",
          "mixture",
          "tune",
          "ablate",
          "evaluate",
          "templates lint",
          "bench make-checkpoint",
          "bench outages",
          "bench pictures",
          "bench records");

  @Test
  void everyCommand_explainsItselfAndEachOfItsOptions() {
    Commands.byName()
        .forEach(
            (name, command) -> {
              CommandSpec spec = command.getCommandSpec();
              // The list of commands shows the first line alone.
              assertThat(spec.usageMessage().description()).as(name).isNotEmpty();
              assertThat(spec.usageMessage().description()[0]).as(name).endsWith(".");
              if (!name.equals("help")) { // it is one
                assertThat(spec.findOption("--help")).as(name).isNotNull();
              }
              assertThat(spec.args())
                  .filteredOn(each -> !each.hidden())
                  .as(name)
                  .allSatisfy(each -> assertThat(each.description()).as("%s", each).isNotEmpty());
            });
  }

  @Test
  void everyCommandThatReadsTheConfiguration_takesSingleKeysOfIt() {
    Map<String, CommandLine> commands = Commands.byName();
    assertThat(commands.keySet()).containsAll(WITHOUT_KEYS);
    commands.keySet().removeAll(WITHOUT_KEYS);
    assertThat(commands)
        .allSatisfy(
            (name, command) ->
                assertThat(command.getCommandSpec().findOption("--set").paramLabel())
                    .as(name)
                    .isEqualTo("KEY=VALUE"));
  }
}
