package io.blipstream.ops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
  @Test
  void stateFolderOfAnotherProcess_isRefusedInWords(@TempDir Path folder) throws Exception {
    Path own = Files.createDirectory(folder.resolve("blipstream"));
    try (FileChannel channel =
            FileChannel.open(
                own.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock other = channel.lock()) {
      assertThat(other.isValid()).isTrue();
      assertRefused(folder);
    }
  }

  @Test
  void stateFolderThatCannotBeMade_isRefusedInWords(@TempDir Path folder) throws Exception {
    assertRefused(Files.createFile(folder.resolve("file")).resolve("state"));
  }

  private static void assertRefused(Path stateDirectory) {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "kafka.state.dir", stateDirectory.toString(),
                "schema.registry.url", "mem://pipeline"));
    assertThatThrownBy(
            () ->
                Pipeline.start(configuration, new FakeEngine(Duration.ZERO), 1, Clock.systemUTC()))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID))
        .hasMessageContaining("kafka.state.dir");
  }
}
