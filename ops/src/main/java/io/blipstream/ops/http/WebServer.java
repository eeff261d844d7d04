package io.blipstream.ops.http;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.EOFException;
import java.util.List;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server, listening. Any thread. */
public final class WebServer implements AutoCloseable {
  private static final long LARGEST_BODY = 64 << 10;
  private static final int LARGEST_HEADERS = 8 << 10;
  private static final int MOST_THREADS = 48;
  private static final int MOST_CONNECTIONS = 256;
  private static final int IDLE_MILLIS = 60_000;

  private final Javalin server;
  private final HttpSettings settings;

  private WebServer(Javalin server, HttpSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * Listens.
   *
   * @throws RetriableException with {@link FaultCode#ADDRESS_UNAVAILABLE} where the port is taken
   */
  public static WebServer start(HttpSettings settings, List<Routes> parts) {
    try {
      return listening(settings, settings.port(), parts);
    } catch (JavalinBindException e) {
      if (settings.anyPort()) {
        return listening(settings, 0, parts);
      }
      throw new RetriableException(
          FaultCode.ADDRESS_UNAVAILABLE,
          "nothing can be served at " + settings.host() + ":" + settings.port() + "; set http.port",
          e);
    }
  }

  /** Where pages are to be asked for. */
  public String address() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return "http://" + host + ":" + server.port() + "/";
  }

  @Override
  public void close() {
    server.stop();
  }

  private static WebServer listening(HttpSettings settings, int port, List<Routes> parts) {
    Tokens tokens = new Tokens(settings);
    Gate gate = new Gate(settings, tokens);
    Javalin server =
        Javalin.create(
            config -> {
              limit(config);
              config.routes.before(SafeHeaders::on);
              config.routes.beforeMatched(gate::check);
              // A body that ends early, or is no body: whoever sent it is at fault, not a page.
              config.routes.exception(EOFException.class, (e, request) -> request.status(400));
              new Login(tokens).addTo(config.routes);
              parts.forEach(part -> part.addTo(config.routes));
            });
    server.start(settings.host(), port);
    return new WebServer(server, settings);
  }

  private static void limit(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = LARGEST_BODY;
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2, IDLE_MILLIS);
    threads.setName("http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(LARGEST_HEADERS);
          http.setIdleTimeout(IDLE_MILLIS);
        });
    config.jetty.modifyServer(
        jetty -> {
          jetty.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, jetty));
          jetty.setStopTimeout(0);
        });
  }
}
