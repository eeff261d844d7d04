package io.blipstream.topology.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalLogTest {
  @Test
  void namesThatWouldForgeALine_areMadeHarmless() {
    assertThat(RefusalLog.printable("a\r\nERROR all is lost\u2028\u001b[31m"))
        .isEqualTo("a??ERROR all is lost??[31m");
    assertThat(RefusalLog.printable("x".repeat(1_000))).hasSize(200);
    assertThat(RefusalLog.printable("käse/7")).isEqualTo("käse/7");
  }
}
