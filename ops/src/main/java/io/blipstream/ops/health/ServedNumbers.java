package io.blipstream.ops.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.http.Access;
import io.blipstream.ops.http.HttpSettings;
import io.blipstream.ops.http.Routes;
import io.blipstream.ops.http.WebServer;
import io.blipstream.ops.metrics.Metrics;
import io.blipstream.ops.metrics.PipelineSnapshot;
import io.blipstream.ops.metrics.PipelineWatch;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.runtime.engine.Engine;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The probes and the metrics of a process, served from its first moment on: whoever starts it sees
 * that a model is being loaded, not a refused connection. Opened and closed by one thread.
 */
public final class ServedNumbers implements AutoCloseable, Routes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Clock clock;
  private final Health health;
  private final Metrics metrics = new Metrics();
  private Optional<WebServer> server = Optional.empty();
  private Optional<PipelineWatch> watch = Optional.empty();

  private ServedNumbers(Configuration configuration, Clock clock) {
    this.clock = clock;
    this.health = new Health(configuration.value(Keys.ENGINE_TIMEOUT));
  }

  /**
   * Serves as configured; serves nothing where {@code http.port} says so.
   *
   * @param more what else is served there
   */
  public static ServedNumbers open(Configuration configuration, Clock clock, Routes... more) {
    ServedNumbers numbers = new ServedNumbers(configuration, clock);
    numbers.server =
        HttpSettings.of(configuration)
            .map(
                settings ->
                    WebServer.start(
                        settings, Stream.concat(Stream.of(numbers), Stream.of(more)).toList()));
    return numbers;
  }

  /** Where; empty without a server. */
  public Optional<String> address() {
    return server.map(WebServer::address);
  }

  /**
   * From now on a pipeline's numbers too; once.
   *
   * @param cluster how the pipeline's broker is reached
   * @return the numbers, at any moment
   */
  public Supplier<PipelineSnapshot> watch(Configuration cluster, Watched watched) {
    PipelineWatch taken = PipelineWatch.start(cluster, watched, clock);
    watch = Optional.of(taken);
    metrics.add(taken::now, watched.pipeline().streams());
    Engine engine = watched.engine();
    health.watch(() -> Signs.of(watched.pipeline(), engine, taken));
    return taken::now;
  }

  /** An orderly end has begun: it is not ready any more. Any thread. */
  public void stopping() {
    health.stopping();
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    api.get("/livez", request -> answer(request, health::live), Access.OPEN);
    api.get("/readyz", request -> answer(request, health::ready), Access.OPEN);
    api.get("/startupz", request -> answer(request, health::started), Access.OPEN);
    api.get(
        "/metrics",
        request -> request.result(metrics.scrape()).contentType(Metrics.CONTENT_TYPE),
        Access.GUARDED);
  }

  private static void answer(Context request, Supplier<Verdict> verdict) {
    Verdict found = verdict.get();
    request.status(found.good() ? 200 : 503).contentType("application/json").result(json(found));
  }

  private static String json(Verdict verdict) {
    ObjectNode root = JSON.createObjectNode().put("good", verdict.good());
    ArrayNode checks = root.putArray("checks");
    verdict
        .checks()
        .forEach(
            check ->
                checks
                    .addObject()
                    .put("name", check.name())
                    .put("good", check.good())
                    .put("detail", check.detail()));
    return root.toString();
  }

  @Override
  public void close() {
    server.ifPresent(WebServer::close);
    watch.ifPresent(PipelineWatch::close);
    metrics.close();
  }
}
