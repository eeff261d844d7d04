package io.blipstream.runtime.image.process;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.PictureDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes what is to be isolated in processes of its own, all else here, but for as long as a
 * thread hangs here: the next one would too, and no thread can be killed. Processes are started
 * when they are needed, as many as threads decode at once, and used again. One that dies, hangs or
 * runs out of memory costs the picture that it had, after a second try, and nothing else. Any
 * thread.
 */
public final class IsolatedDecoder implements PictureDecoder, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IsolatedDecoder.class);

  /** What native code leaks stays small. */
  private static final int MOST_OF_A_PROCESS = 10_000;

  private static final int TRIES = 2;

  private final ImageLimits limits;
  private final PictureIsolation isolation;
  private final PictureDecoder here;
  private final List<String> command;
  private final ScheduledExecutorService watch;
  private final AtomicInteger deaths = new AtomicInteger();

  /** Guarded by this, as is all below. */
  private final Deque<DecoderProcess> idle = new ArrayDeque<>();

  private final Set<DecoderProcess> all = new HashSet<>();
  private boolean closed;

  public IsolatedDecoder(ImageLimits limits, ImageProfile profile, PictureIsolation isolation) {
    this(limits, isolation, new ImageDecoder(limits, profile), DecoderCommand.of(limits, profile));
  }

  IsolatedDecoder(
      ImageLimits limits, PictureIsolation isolation, PictureDecoder here, List<String> command) {
    this.limits = requireNonNull(limits, "limits");
    this.isolation = requireNonNull(isolation, "isolation");
    this.here = requireNonNull(here, "here");
    this.command = List.copyOf(command);
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "blipstream-decoder-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @throws FatalException as {@link ImageDecoder#decode}, and {@link FaultCode#IMAGE_DECODER_DIED}
   * @throws RetriableException where no process can be started, or this is closed
   */
  @Override
  public DecodedImage decode(ByteBuffer bytes) {
    boolean apart =
        switch (isolation) {
          case NONE -> false;
          case WEBP -> ImageDecoder.nativelyDecoded(bytes) || here.hangs();
          case ALL -> true;
        };
    // What is too large is refused here: nothing is handed over only to be refused.
    return apart && bytes.remaining() <= limits.maxBytes() ? apart(bytes) : here.decode(bytes);
  }

  /** Processes that died or were killed over a picture. */
  int deaths() {
    return deaths.get();
  }

  private DecodedImage apart(ByteBuffer bytes) {
    String end = "";
    for (int i = 0; i < TRIES; i++) {
      DecoderProcess process = take();
      boolean usable = false;
      try {
        DecodedImage image = process.decode(bytes, limits);
        usable = true;
        return image;
      } catch (FatalException e) {
        usable = e.code() != FaultCode.IMAGE_DECODE_EXPENSIVE; // a thread may hang in there
        throw e;
      } catch (TimeoutException e) {
        throw new FatalException(
            FaultCode.IMAGE_DECODE_EXPENSIVE,
            "decoding the picture took " + e.getMessage() + ", its process was killed",
            e);
      } catch (IOException e) {
        process.kill();
        end = process.end();
        requireOpen();
        log.debug("a process that decodes died", e);
      } finally {
        give(process, usable);
      }
    }
    throw new FatalException(
        FaultCode.IMAGE_DECODER_DIED, "the process that decoded the picture died, twice: " + end);
  }

  private DecoderProcess take() {
    synchronized (this) {
      requireOpen();
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    try {
      DecoderProcess started = DecoderProcess.start(command, watch);
      synchronized (this) {
        if (closed) {
          started.kill();
        }
        requireOpen();
        all.add(started);
      }
      return started;
    } catch (IOException e) {
      throw new RetriableException(FaultCode.DEVICE_UNAVAILABLE, e.getMessage(), e);
    }
  }

  private void give(DecoderProcess process, boolean usable) {
    boolean keep;
    synchronized (this) {
      keep = usable && !closed && process.decoded() < MOST_OF_A_PROCESS;
      if (keep) {
        idle.push(process);
      } else {
        all.remove(process);
      }
    }
    if (!keep) {
      process.kill();
      deaths.addAndGet(usable ? 0 : 1);
    }
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new RetriableException(FaultCode.ENGINE_CLOSED, "pictures are not decoded any more");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    all.forEach(DecoderProcess::kill);
    watch.shutdownNow();
  }
}
