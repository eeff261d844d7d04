package io.blipstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;

/**
 * An HTTP server on loopback that answers Confluent's paths from a registry in memory, writes down
 * what it was asked, and can be told to answer otherwise first.
 */
public final class LoopbackRegistry implements AutoCloseable {
  /** An answer given instead of the registry's own. */
  @FunctionalInterface
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Answer> planned = new ConcurrentLinkedDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  private LoopbackRegistry(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public static LoopbackRegistry start() throws IOException {
    return new LoopbackRegistry(HttpServer.create(loopback(), 0));
  }

  static LoopbackRegistry startTls(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new LoopbackRegistry(server);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  public InMemorySchemaRegistry registry() {
    return registry;
  }

  /** Method and address of every request, in order. */
  public List<String> requests() {
    return requests;
  }

  /** The header of that name of every request that had one, in order. */
  List<String> authorizations() {
    return authorizations;
  }

  /** Gives this answer to one request; several are given in order. */
  public void answerOnce(Answer answer) {
    planned.add(answer);
  }

  public void failOnce(int status) {
    answerOnce(exchange -> reply(exchange, status, "{\"error_code\":" + status + "}"));
  }

  static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization != null) {
        authorizations.add(authorization);
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer other = planned.poll();
      if (other != null) {
        other.give(exchange);
        return;
      }
      try {
        reply(exchange, 200, JSON.writeValueAsString(route(exchange, body)));
      } catch (SchemaRefusedException e) {
        reply(
            exchange,
            e.errorCode() == 409 ? 409 : e.errorCode() / 100,
            JSON.writeValueAsString(
                Map.of("error_code", e.errorCode(), "message", e.getMessage())));
      }
    }
  }

  private Map<String, Object> route(HttpExchange exchange, String body) throws IOException {
    List<String> path = new ArrayList<>();
    for (String part : exchange.getRequestURI().getRawPath().substring(1).split("/", -1)) {
      path.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
    }
    String subject = path.get(1);
    String shape = exchange.getRequestMethod() + " " + path.get(0) + " " + path.size();
    return switch (shape) {
      case "POST subjects 3" -> Map.of("id", registry.register(subject, schema(body), false).id());
      case "POST subjects 2" -> {
        RegisteredSchema found = registry.lookup(subject, schema(body), false);
        yield Map.of(
            "id",
            found.id(),
            "subject",
            subject,
            "version",
            1,
            "schema",
            found.schema().toString());
      }
      case "GET subjects 4" -> {
        RegisteredSchema latest = registry.latest(subject);
        yield Map.of(
            "id",
            latest.id(),
            "subject",
            subject,
            "version",
            1,
            "schema",
            latest.schema().toString());
      }
      case "GET schemas 3" ->
          Map.of(
              "schema",
              path.get(1).equals("guids")
                  ? registry.byGuid(UUID.fromString(path.get(2))).toString()
                  : registry.byId(Integer.parseInt(path.get(2)), Optional.empty()).toString());
      default -> throw new SchemaRefusedException(40401, "no such path: " + shape);
    };
  }

  private static Schema schema(String body) throws IOException {
    JsonNode request = JSON.readTree(body);
    return new Schema.Parser().parse(request.get("schema").textValue());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
