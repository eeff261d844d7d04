package io.blipstream.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {
  @Test
  void everyWayOfWritingIsRead() {
    assertThat(DeviceChoice.parse("cpu").devices()).containsExactly(DeviceId.CPU);
    assertThat(DeviceChoice.parse("cuda").devices()).containsExactly(DeviceId.cuda(0));
    assertThat(DeviceChoice.parse("cuda:1,cuda:0").devices())
        .containsExactly(DeviceId.cuda(1), DeviceId.cuda(0));
    assertThat(DeviceChoice.parse("auto").automatic()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda:0", "cuda:2,cuda:11"})
  void isWrittenAsItIsRead(String text) {
    assertThat(DeviceChoice.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gpu",
        "cuda:",
        "cuda:-1",
        "cuda:64",
        "cuda:100",
        "cpu,cuda",
        "cuda,cuda:0",
        "auto,cpu"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> DeviceChoice.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void automaticPrecisionDependsOnTheDevice() {
    assertThat(Precision.AUTO.on(DeviceId.CPU)).isEqualTo(Precision.FP32);
    assertThat(Precision.AUTO.on(DeviceId.cuda(0))).isEqualTo(Precision.BF16);
    for (DeviceId device : List.of(DeviceId.CPU, DeviceId.cuda(3))) {
      assertThat(Precision.BF16.on(device)).isEqualTo(Precision.BF16);
      assertThat(Precision.FP32.on(device)).isEqualTo(Precision.FP32);
    }
  }
}
