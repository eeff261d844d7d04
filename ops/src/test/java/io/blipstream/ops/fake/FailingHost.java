package io.blipstream.ops.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A host of pictures on this machine that fails in the way that the path names: {@code /404} with
 * that status, {@code /slow} by silence, {@code /moved} by a redirect to where nothing may be
 * fetched; anything else is answered with its path as the picture. What is sent to it is kept.
 */
public final class FailingHost implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  public FailingHost() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Without a slash at its end. */
  public String base() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** What came in requests, each byte as a letter. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  private void answer(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    String name = exchange.getRequestURI().getPath().substring(1);
    if (name.equals("slow")) {
      await();
    }
    byte[] picture = name.getBytes(StandardCharsets.UTF_8);
    int status = name.matches("\\d{3}") ? Integer.parseInt(name) : 200;
    if (name.equals("moved")) {
      status = 302;
      String query = exchange.getRequestURI().getRawQuery();
      exchange.getResponseHeaders().add("Location", "http://elsewhere.example/x.png?" + query);
    }
    try (exchange) {
      exchange.sendResponseHeaders(status, status == 200 ? picture.length : -1);
      if (status == 200) {
        exchange.getResponseBody().write(picture);
      }
    }
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
