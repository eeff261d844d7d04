package io.blipstream.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The deployment files before the tools that will read them, as far as they are installed; one that
 * is not is skipped, in the script's own words. None of them is on Maven Central but Helm, which
 * {@link ChartTest} has within the process.
 */
@DisabledOnOs(OS.WINDOWS) // there is no bash there
class CheckScriptIT {
  private static final Path SCRIPT = DeployFiles.FOLDER.resolve("check.sh");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "helm",
        "kubernetes-validate",
        "kubeconform",
        "promtool",
        "docker-compose",
        "node",
        "python3"
      })
  void tool_findsNothingWrong(String tool) throws Exception {
    Ran ran = run(System.getenv("PATH"), "--only", tool);
    assertThat(ran.exitCode()).as(ran.said()).isZero();
    assumeFalse(ran.said().contains("check: skipped"), ran.said().strip());
    assertThat(ran.said()).isNotBlank();
  }

  @Test
  void whatAToolFindsWrong_endsTheScript(@TempDir Path folder) throws Exception {
    Path tool = Files.writeString(folder.resolve("promtool"), "#!/bin/sh\necho broken; exit 3\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    Ran ran = run(folder + ":" + System.getenv("PATH"), "--only", "promtool");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.said()).contains("broken");
  }

  private static Ran run(String path, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("PATH", path);
    Path out = Files.createTempFile("check", ".txt");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
    }
  }

  private record Ran(int exitCode, String said) {}
}
