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
  private static final int ANY_PORT = 0;

  private final RegistryHandler handler = new RegistryHandler(new SchemaStore());
  private final ExecutorService threads;
  private final InetSocketAddress address;

  /** Guarded by this. */
  private HttpServer server;

  private EmbeddedRegistry(ExecutorService threads, InetSocketAddress at) {
    this.threads = threads;
    this.server = serve(at);
    this.address = server.getAddress();
  }

  /**
   * Starts to serve.
   *
   * @throws RetriableException with {@link FaultCode#REGISTRY_UNAVAILABLE} when no port is to be
   *     had
   */
  public static EmbeddedRegistry start() {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "registry-http");
              thread.setDaemon(true);
              return thread;
            });
    return new EmbeddedRegistry(
        threads, new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY_PORT));
  }

  private HttpServer serve(InetSocketAddress at) {
    try {
      HttpServer made = HttpServer.create(at, DEFAULT_BACKLOG);
      made.createContext("/", handler);
      made.setExecutor(threads);
      made.start();
      return made;
    } catch (IOException e) {
      throw new RetriableException(
          FaultCode.REGISTRY_UNAVAILABLE,
          "the embedded registry did not start: " + e.getMessage(),
          e);
    }
  }

  /** Takes it away: connections are refused. What it holds stays. */
  public synchronized void pause() {
    server.stop(0);
  }

  /** After {@link #pause}: serves again at the same address. */
  public synchronized void resume() {
    server = serve(address);
  }

  /** Address for {@code schema.registry.url}. */
  public String url() {
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public synchronized void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
