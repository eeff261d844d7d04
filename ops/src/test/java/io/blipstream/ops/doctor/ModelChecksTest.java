package io.blipstream.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.inspect.Inspections;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.inspect.Inspection;
import io.blipstream.runtime.inspect.Memory;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The shipped checkpoint on machines that have less memory than this one. */
class ModelChecksTest {
  private static final long MIB = 1L << 20;

  private final Inspection real =
      Inspections.of(Configuration.of(Map.of("model.dir", "../checkpoints/instructblip-scenes")));

  @Test
  void memoryThatIsShort_isTheFaultThatRunWouldEndWith() {
    Fault fault = new Fault(FaultCode.MEMORY_SHORT, "900 MiB are needed and 600 are available");
    assertThat(ModelChecks.of(on(600 * MIB, List.of(fault))))
        .singleElement()
        .satisfies(
            each -> assertThat(each.fault()).contains(FaultCode.MEMORY_SHORT),
            each -> assertThat(each.remedy()).contains("inspect"));
  }

  @Test
  void memoryThatIsJustEnough_isAWarning_andPlentyIsNone() {
    long needed = real.memory().needed();
    assertThat(ModelChecks.of(on(needed + needed / 10, List.of())))
        .extracting(Diagnosis::grade)
        .containsExactly(Grade.OK, Grade.WARN);
    assertThat(ModelChecks.of(on(2 * needed, List.of())))
        .extracting(Diagnosis::grade)
        .containsExactly(Grade.OK, Grade.OK);
  }

  private Inspection on(long available, List<Fault> faults) {
    Memory memory = real.memory();
    return new Inspection(
        real.folder(),
        real.family(),
        real.placeholder(),
        real.parts(),
        real.types(),
        real.shards(),
        real.embedding(),
        real.files(),
        real.discrepancies(),
        real.devices(),
        real.precision(),
        real.workload(),
        new Memory(
            memory.weights(), memory.working(), memory.process(), OptionalLong.of(available)),
        faults);
  }
}
