package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.outages.OutagesBench;
import io.blipstream.ops.bench.outages.OutagesPlan;
import io.blipstream.runtime.fault.FaultCode;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code blipstream bench outages} in the size of a build; broker and application are processes.
 */
@EnabledOnOs(OS.LINUX) // limits and signals of other processes
class OutagesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMMAND = SimulatedRun.class.getName();

  @TempDir private Path folder;

  @Test
  void deviceThatIsLost_endsTheProcessWithItsCode_andNothingIsLost() throws Exception {
    JsonNode found = outage("device-lost");

    assertThat(found.path("exit_codes")).as("%s", found).isNotEmpty();
    assertEndedOnlyWith(FaultCode.DEVICE_LOST, found);
    assertThat(found.path("log").toString()).contains("blipstream: device-lost: ");
    assertKept(found);
  }

  @Test
  void onlyBrokerThatIsKilled_isWaitedFor_andNothingIsLost() throws Exception {
    JsonNode found = outage("broker");

    assertThat(found.path("exit_codes")).as("%s", found).isEmpty();
    assertThat(found.path("reasons").toString()).contains("not ready, broker: ");
    assertThat(found.path("log").toString())
        .contains("1 x WARN  i.b.o.m.BrokerProbe - the broker does not answer", "answers again");
    assertKept(found);
  }

  @Test
  void registryThatIsAwayAtTheStart_endsTheProcessWithItsCode_andNothingIsLost() throws Exception {
    JsonNode found = outage("registry-at-start");

    assertEndedOnlyWith(FaultCode.REGISTRY_UNAVAILABLE, found);
    assertKept(found);
  }

  /** The others may need longer than it is away to agree on who leads. */
  @Test
  void oneOfThreeBrokersThatIsKilled_isDoneWithout_andNothingIsLost() throws Exception {
    JsonNode found = outage("one-of-three-killed");

    assertThat(found.path("exit_codes")).as("%s", found).isEmpty();
    assertKept(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry", "disk-full"})
  void whatIsNotNeededJustNow_isDoneWithout_andNothingIsLost(String name) throws Exception {
    JsonNode found = outage(name);

    assertThat(found.path("exit_codes")).as("%s", found).isEmpty();
    assertThat(found.path("outcomes_meanwhile").asInt()).as("%s", found).isPositive();
    assertKept(found);
  }

  /** What it goes on with depends on what it has opened by then. */
  @Test
  void noFileHandles_areDoneWithoutOrEndTheProcess_andNothingIsLost() throws Exception {
    JsonNode found = outage("no-file-handles");

    assertEndedOnlyWith(FaultCode.INTERNAL, found);
    assertKept(found);
  }

  private JsonNode outage(String name) throws Exception {
    // What lowers a limit from outside is not on every machine with a JDK and Maven.
    boolean lowered = name.equals("disk-full") || name.equals("no-file-handles");
    assumeTrue(!lowered || onPath("prlimit"), "no prlimit");
    return json(OutagesBench.run(new OutagesPlan(List.of(name), 4, 50, Map.of(), COMMAND), folder))
        .path("outages")
        .path(0);
  }

  /** Where the bench, too, finds what it starts. */
  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static void assertEndedOnlyWith(FaultCode fault, JsonNode found) {
    assertThat(found.path("exit_codes"))
        .as("%s", found)
        .allSatisfy(code -> assertThat(code.asInt()).isEqualTo(fault.exitCode()));
  }

  private static void assertKept(JsonNode found) {
    assertThat(found.path("lost").asInt(-1)).as("%s", found).isZero();
    assertThat(found.path("doubled").asInt(-1)).as("%s", found).isZero();
    assertThat(found.path("out_of_order").asInt(-1)).as("%s", found).isZero();
    assertThat(found.path("mixed").asInt(-1)).as("%s", found).isZero();
    assertThat(found.path("ended_with").asInt(-1)).as("%s", found).isZero();
  }

  private static JsonNode json(Findings findings) throws Exception {
    StringWriter out = new StringWriter();
    findings.print(new PrintWriter(out), true);
    return JSON.readTree(out.toString());
  }
}
