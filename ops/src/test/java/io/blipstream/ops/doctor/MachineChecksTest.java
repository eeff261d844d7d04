package io.blipstream.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MachineChecksTest {
  private static final long GIB = 1L << 30;

  @Test
  void oldJava_isAFault() {
    MachineChecks machine = new MachineChecks(11, "Linux amd64", GIB, OptionalLong.of(9_999));
    assertThat(machine.java().get(0).grade()).isEqualTo(Grade.FAIL);
    assertThat(machine.java().get(0).remedy()).contains("17");
  }

  @Test
  void otherPlatformsAndSmallHeaps_areWarnings() {
    assertThat(
            new MachineChecks(17, "Linux aarch64", GIB, OptionalLong.empty()).java().get(0).grade())
        .isEqualTo(Grade.WARN);
    assertThat(
            new MachineChecks(17, "Linux amd64", GIB / 4, OptionalLong.empty())
                .java()
                .get(0)
                .remedy())
        .contains("BLIPSTREAM_JAVA_OPTS");
    assertThat(
            new MachineChecks(21, "Linux amd64", GIB, OptionalLong.empty()).java().get(0).grade())
        .isEqualTo(Grade.OK);
  }

  @Test
  void fewOpenFiles_areAWarning() {
    MachineChecks few = new MachineChecks(17, "Linux amd64", GIB, OptionalLong.of(256));
    assertThat(few.files().get(0).grade()).isEqualTo(Grade.WARN);
    assertThat(few.files().get(0).remedy()).contains("ulimit");
    assertThat(MachineChecks.here().files().get(0).found()).contains("files may be open");
  }

  @Test
  void lookThatDoesNotComeBack_endsInTime() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Examination stuck =
        new Examination(
            "stuck",
            FaultCode.DEVICE_UNAVAILABLE,
            () -> {
              never.await();
              return List.of();
            });
    assertThat(new Bounded(Duration.ofMillis(50)).look(stuck))
        .singleElement()
        .satisfies(
            each -> assertThat(each.fault()).contains(FaultCode.DEVICE_UNAVAILABLE),
            each -> assertThat(each.found()).contains("did not end"));
  }

  @Test
  void wrongConfiguration_isAFinding() throws Exception {
    Findings found =
        new Doctor(Duration.ofMinutes(1), Clock.systemUTC())
            .examine(() -> Configuration.of(Map.of("topics.prefixx", "a")));
    assertThat(found.fault()).contains(FaultCode.CONFIGURATION_INVALID);
    assertThat(found.lines())
        .anySatisfy(line -> assertThat(line).contains("did you mean topics.prefix?"));
  }
}
