package io.blipstream.ops.bench.outages;

import io.blipstream.ops.bench.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The application as whoever runs it has it: a process that is started again when it ends. Of one
 * thread.
 */
public final class Supervised implements AutoCloseable {
  private static final int HEAP_MIB = 256;
  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final long END_SECONDS = 60;

  private final String main;
  private final Map<String, String> environment;
  private final SimulatedDevice device;
  private final LogLines log = new LogLines();
  private final List<Integer> exits = new ArrayList<>();
  private final Map<String, String> limits = new LinkedHashMap<>();

  /** Null before the first start. */
  private Process process;

  private long ended;

  /**
   * @param main class that takes the command line's arguments
   * @param environment configures it
   */
  public Supervised(String main, Map<String, String> environment, SimulatedDevice device) {
    this.main = main;
    this.environment = environment;
    this.device = device;
  }

  SimulatedDevice device() {
    return device;
  }

  LogLines log() {
    return log;
  }

  /** What its processes ended with, but for the last, which is told to. */
  public List<Integer> exits() {
    return exits;
  }

  public void start() throws IOException {
    List<String> line = new ArrayList<>();
    if (!limits.isEmpty()) {
      line.add("prlimit");
      limits.forEach((resource, value) -> line.add("--" + resource + "=" + value + ":"));
    }
    ProcessBuilder builder = ChildJvm.builder(main, HEAP_MIB, List.of("run"));
    line.addAll(builder.command());
    builder.command(line);
    builder.environment().putAll(environment);
    process = builder.start();
    log.follow(process.getInputStream());
  }

  /** Starts it again a second after it ended. */
  public void look() throws IOException {
    if (process == null || process.isAlive()) {
      return;
    }
    if (ended == 0) {
      ended = System.nanoTime();
      exits.add(process.exitValue());
    } else if (System.nanoTime() - ended > PAUSE_NANOS) {
      ended = 0;
      start();
    }
  }

  /** Of the process that was started last. */
  public long pid() {
    return process.pid();
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** From now on, for the process that runs and those that come. */
  void limit(String resource, String value) throws IOException, InterruptedException {
    limits.put(resource, value);
    if (process != null && process.isAlive()) {
      Signals.limit(process, resource, value);
    }
  }

  void unlimit() throws IOException, InterruptedException {
    for (String resource : limits.keySet()) {
      if (process.isAlive()) {
        Signals.limit(process, resource, Signals.ownLimit(resource));
      }
    }
    limits.clear();
  }

  /** Tells it to end; what it ends with. */
  public int end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
