package io.blipstream.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import org.junit.jupiter.api.Test;

class DevicesTest {
  @Test
  void processorIsThereWithoutBeingAsked() {
    assertThat(Devices.resolve(DeviceChoice.CPU)).containsExactly(DeviceId.CPU);
  }

  /** 64 cards are not in any machine, with or without CUDA. */
  @Test
  void cardThatIsNotThereIsRefused_withTheWayOut() {
    assertThatThrownBy(() -> Devices.resolve(DeviceChoice.parse("cuda:63")))
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.DEVICE_UNAVAILABLE))
        .hasMessageContaining("cuda:63")
        .hasMessageContaining("docs/devices.md");
  }

  @Test
  void automaticChoiceWithoutCards_isTheProcessor() {
    boolean cards =
        PyTorch.engine().hasCapability(ai.djl.engine.StandardCapabilities.CUDA)
            && PyTorch.engine().getGpuCount() > 0;
    assumeTrue(!cards, "this machine has a card");
    assertThat(Devices.resolve(DeviceChoice.AUTO)).containsExactly(DeviceId.CPU);
    assertThat(Devices.first(DeviceChoice.AUTO)).isEqualTo(DeviceId.CPU);
  }
}
