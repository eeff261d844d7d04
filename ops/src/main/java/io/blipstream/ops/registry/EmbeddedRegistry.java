package io.blipstream.ops.registry;

import com.sun.net.httpserver.HttpServer;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Confluent-compatible registry in this process, on a free loopback port, empty at start.
 *
 * <p>It speaks HTTP instead of being called directly so that the demo and the tests use the same
 * client code as a real cluster.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int DEFAULT_BACKLOG = 0;

  private final HttpServer server;
  private final ExecutorService threads;

  private EmbeddedRegistry(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to serve.
   *
   * @throws RetriableException with {@link FaultCode#REGISTRY_UNAVAILABLE} when no port is to be
   *     had
   */
  public static EmbeddedRegistry start() {
    HttpServer server;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DEFAULT_BACKLOG);
    } catch (IOException e) {
      throw new RetriableException(
          FaultCode.REGISTRY_UNAVAILABLE,
          "the embedded registry did not start: " + e.getMessage(),
          e);
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "registry-http");
              thread.setDaemon(true);
              return thread;
            });
    server.createContext("/", new RegistryHandler(new SchemaStore()));
    server.setExecutor(threads);
    server.start();
    return new EmbeddedRegistry(server, threads);
  }

  /** Address for {@code schema.registry.url}. */
  public String url() {
    return "http://"
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
