package io.blipstream.ops.bench.alternatives;

import io.blipstream.ops.bench.topics.BenchTopics;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ops/bench/python_consumer.py}, a process of its own. */
final class PythonConsumer implements AutoCloseable {
  static final String SOURCE = "python-events";
  static final String SINK = "python-results";

  private final Process process;

  private PythonConsumer(Process process) {
    this.process = process;
  }

  /**
   * @param python that has what the script needs
   * @param batch prompts of one call of the model at most
   */
  static PythonConsumer start(
      BenchTopics topics, Path python, Path script, Path model, String device, int batch) {
    Object broker = topics.configuration().kafka().get("bootstrap.servers");
    Object registry = topics.configuration().registry().get("schema.registry.url");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                python.toString(),
                script.toString(),
                "--bootstrap=" + broker,
                "--registry=" + registry,
                "--source=" + SOURCE,
                "--sink=" + SINK,
                "--model=" + model.toAbsolutePath(),
                "--device=" + device,
                "--batch=" + batch));
    // Its complaints are the user's to see; results are this process's own output.
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      return new PythonConsumer(builder.start());
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot start " + python, e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
