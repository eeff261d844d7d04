package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.overload.OverloadBench;
import io.blipstream.ops.bench.overload.OverloadPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code blipstream bench overload} in the size of a build; broker and application are processes.
 */
@EnabledOnOs(OS.LINUX) // what a process holds
class OverloadIT {
  private static final int SECONDS = 5;
  private static final int FACTOR = 10;

  @Test
  void tenTimesTheCapacity_losesAndDoublesNothing_andLiveEventsGoFirst(@TempDir Path folder)
      throws Exception {
    JsonNode found =
        json(
            OverloadBench.run(
                new OverloadPlan(SECONDS, FACTOR, Map.of(), SimulatedRun.class.getName()), folder));

    assertThat(found.path("lost").asInt(-1)).as("%s", found).isZero();
    assertThat(found.path("doubled").asInt(-1)).as("%s", found).isZero();
    assertThat(found.path("out_of_order").asInt(-1)).as("%s", found).isZero();
    assertThat(found.path("exit_codes")).as("%s", found).isEmpty();
    assertThat(found.path("ended_with").asInt(-1)).as("%s", found).isZero();
    assertThat(found.path("memory_looks").asInt()).as("%s", found).isPositive();
    JsonNode bulk = found.path("feeds").path("bulk");
    assertThat(bulk.path("expired").asInt())
        .as("most was too much: %s", found)
        .isGreaterThan(bulk.path("events").asInt() / 2);
    // The bench wants more; a build's machine may stand still for seconds.
    assertThat(found.path("live_in_time").asDouble()).as("%s", found).isGreaterThan(0.5);
  }

  private static JsonNode json(Findings findings) throws Exception {
    StringWriter out = new StringWriter();
    findings.print(new PrintWriter(out), true);
    return new ObjectMapper().readTree(out.toString());
  }
}
