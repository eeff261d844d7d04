package io.blipstream.ops.bench.overload;

import io.blipstream.ops.bench.outages.Operator;
import io.blipstream.runtime.inspect.ProcessMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the application again and again, on a thread of its own: who sends and reads must not
 * wait while a heap is collected.
 */
final class Watch {
  private final long pid;
  private final Duration pause;
  private final Thread thread = new Thread(this::run, "watch");

  /** The watching thread's until it has ended, as are the next two. */
  private final Operator operator;

  private final List<MemoryHalves.Sample> samples = new ArrayList<>();
  private String trouble = "";

  private Watch(long pid, Operator operator, Duration pause) {
    this.pid = pid;
    this.operator = operator;
    this.pause = pause;
    thread.setDaemon(true);
  }

  static Watch start(long pid, Operator operator, Duration pause) {
    Watch watch = new Watch(pid, operator, pause);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        samples.add(new MemoryHalves.Sample(LiveHeap.of(pid), resident()));
        operator.look();
        Thread.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end
    } catch (IOException | UncheckedIOException e) {
      // The process that was looked at is gone; what it ended with is told beside this.
      trouble = e.toString();
    }
  }

  private long resident() {
    return ProcessMemory.bytes(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:").orElse(0);
  }

  /** Ends it. */
  void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  /** After its end. */
  MemoryHalves memory() {
    return new MemoryHalves(samples);
  }

  /** After its end: why the application was not ready or not alive, and why no more was seen. */
  List<String> reasons() {
    List<String> all = new ArrayList<>(operator.reasons());
    if (!trouble.isEmpty()) {
      all.add(trouble);
    }
    return all;
  }
}
