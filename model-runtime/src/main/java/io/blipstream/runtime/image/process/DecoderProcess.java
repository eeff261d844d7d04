package io.blipstream.runtime.image.process;

import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageLimits;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process that decodes. Used by one thread at a time; any thread may kill it. */
final class DecoderProcess {
  /** For the start of a Java on a busy machine. */
  private static final Duration START = Duration.ofSeconds(60);

  private static final int BUFFER = 1 << 16;

  private final Process process;
  private final ScheduledExecutorService watch;
  private final DataInputStream in;
  private final DataOutputStream out;
  private int decoded;

  private DecoderProcess(Process process, ScheduledExecutorService watch) {
    this.process = process;
    this.watch = watch;
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
  }

  /**
   * Starts one and waits until it can decode. It gets nothing of this process's environment, where
   * secrets may be.
   *
   * @param watch kills what takes too long
   * @throws IOException where it does not start
   */
  static DecoderProcess start(List<String> command, ScheduledExecutorService watch)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH", "HOME", "LD_LIBRARY_PATH", "SystemRoot"));
    environment.put("MALLOC_ARENA_MAX", "1");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    DecoderProcess started = new DecoderProcess(builder.start(), watch);
    try {
      int word = started.within(START, () -> started.in.readUnsignedByte());
      if (word != Wire.READY) {
        throw new IOException("it says " + word);
      }
      return started;
    } catch (IOException | TimeoutException e) {
      started.kill();
      throw new IOException("a process for pictures does not start: " + started.end(), e);
    }
  }

  /**
   * One picture.
   *
   * @throws IOException where the process died, or is not to be trusted any more
   * @throws TimeoutException where it took too long; it is killed then
   */
  DecodedImage decode(ByteBuffer picture, ImageLimits limits) throws IOException, TimeoutException {
    decoded++;
    return within(
        limits.decodeTime(),
        () -> {
          Wire.ask(out, picture);
          return Wire.answered(in, limits);
        });
  }

  /** How many pictures it was given. */
  int decoded() {
    return decoded;
  }

  void kill() {
    process.destroyForcibly();
  }

  /** How it ended, once it was killed or died by itself. */
  String end() {
    try {
      return process.waitFor(5, TimeUnit.SECONDS)
          ? "it ended with " + process.exitValue()
          : "it does not end";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "how it ended is not known";
    }
  }

  private interface Exchange<T> {
    T run() throws IOException;
  }

  /** A read ends when the process does, so killing it is all that a time limit needs. */
  private <T> T within(Duration atMost, Exchange<T> exchange) throws IOException, TimeoutException {
    ScheduledFuture<?> alarm = watch.schedule(this::kill, atMost.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return exchange.run();
    } catch (IOException e) {
      if (alarm.isDone()) {
        throw new TimeoutException("longer than " + atMost.toMillis() + " ms");
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }
}
