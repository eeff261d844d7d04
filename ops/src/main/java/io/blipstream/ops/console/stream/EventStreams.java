package io.blipstream.ops.console.stream;

import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that do not end: server-sent events. Each holds the thread that serves it, so that a
 * browser that does not read blocks that thread alone, until the server's own time-out; there is a
 * bound for how many.
 */
public final class EventStreams implements AutoCloseable {
  /** Half of the server's threads: the other half answers all else. */
  static final int MOST = 24;

  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

  private final Semaphore room = new Semaphore(MOST);
  private volatile boolean closed;

  /** What comes next. */
  @FunctionalInterface
  public interface Source {
    /** Waits some seconds at most; empty where nothing came. */
    List<Told> next() throws InterruptedException;
  }

  /** Writes until the browser goes away, or this is closed. */
  public void serve(Context request, Source source) {
    if (!room.tryAcquire()) {
      throw new ServiceUnavailableResponse("too many pages are open");
    }
    try {
      // Not through Javalin, which would compress it, and so hold it back.
      HttpServletResponse response = request.res();
      response.setContentType("text/event-stream");
      response.setCharacterEncoding("utf-8");
      write(response.getOutputStream(), source);
    } catch (IOException e) {
      log.debug("a browser went away: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }

  private void write(OutputStream out, Source source) throws IOException, InterruptedException {
    // A comment at once: the browser knows that it is connected, and so do proxies.
    out.write(':');
    out.write('\n');
    out.flush();
    while (!closed) {
      StringBuilder lines = new StringBuilder();
      source.next().forEach(told -> lines.append(told.lines()));
      // Else nobody would notice that a browser went away.
      out.write((lines.isEmpty() ? ":\n" : lines.toString()).getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
