package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AvroSerdeConfigTest {
  @Test
  void everyKeyIsInTheManual() throws IOException {
    String manual = Files.readString(Path.of("../docs/contracts.md"));
    assertThat(AvroSerdeConfig.keys())
        .hasSizeGreaterThan(25)
        .allSatisfy(
            key ->
                assertThat(manual)
                    .containsAnyOf(
                        "`" + key + "`", "`" + key.replace("schema.registry.ssl", "") + "`"));
  }
}
