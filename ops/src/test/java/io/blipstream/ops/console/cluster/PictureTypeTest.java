package io.blipstream.ops.console.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PictureTypeTest {
  @Test
  void type_isWhatTheBytesSay() {
    assertThat(PictureType.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10}))
        .contains("image/png");
    assertThat(PictureType.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0}))
        .contains("image/jpeg");
    assertThat(PictureType.of("<svg/>".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(PictureType.of(new byte[0])).isEmpty();
  }
}
