package io.blipstream.ops.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Paths and bodies of Confluent's interface over a {@link SchemaStore}. Any server thread. */
final class RegistryHandler implements HttpHandler {
  static final int LARGEST_BODY_BYTES = 1 << 20;
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SchemaStore store;

  RegistryHandler(SchemaStore store) {
    this.store = store;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      Object answer;
      try {
        answer = answer(exchange);
      } catch (RegistryError e) {
        status = e.status();
        answer = Map.of("error_code", e.code(), "message", e.getMessage());
      }
      byte[] body = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Object answer(HttpExchange exchange) throws IOException, RegistryError {
    List<String> path =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .filter(part -> !part.isEmpty())
            .map(RegistryHandler::decoded)
            .toList();
    JsonNode body = body(exchange);
    return switch (path.isEmpty() ? "" : path.get(0)) {
      case "subjects" -> subjects(exchange.getRequestMethod(), path, body);
      case "schemas" -> schemas(exchange.getRequestMethod(), path);
      case "config" -> config(exchange.getRequestMethod(), path, body);
      default -> throw RegistryError.noSuchPath();
    };
  }

  private Object subjects(String method, List<String> path, JsonNode body) throws RegistryError {
    return switch (method + path.size()) {
      case "GET1" -> store.subjects();
      case "POST2" -> full(store.lookup(path.get(1), SchemaStore.schemaIn(body)));
      case "GET3" -> {
        requirePart(path, 2, "versions");
        yield store.versions(path.get(1)).stream().map(Registration::version).toList();
      }
      case "POST3" -> {
        requirePart(path, 2, "versions");
        yield full(store.register(path.get(1), SchemaStore.schemaIn(body)));
      }
      case "GET4" -> {
        requirePart(path, 2, "versions");
        yield full(store.version(path.get(1), path.get(3)));
      }
      default -> throw RegistryError.noSuchPath();
    };
  }

  private Object schemas(String method, List<String> path) throws RegistryError {
    if (!method.equals("GET") || path.size() != 3) {
      throw RegistryError.noSuchPath();
    }
    requirePart(path, 1, "ids");
    return Map.of("schema", store.byId(path.get(2)).toString());
  }

  private Object config(String method, List<String> path, JsonNode body) throws RegistryError {
    return switch (method + path.size()) {
      case "GET1" -> Map.of("compatibilityLevel", store.globalLevel());
      case "GET2" -> Map.of("compatibilityLevel", store.ownLevel(path.get(1)));
      case "PUT1" -> {
        store.changeLevel(levelIn(body));
        yield Map.of("compatibility", store.globalLevel());
      }
      case "PUT2" -> {
        store.changeLevel(path.get(1), levelIn(body));
        yield Map.of("compatibility", store.level(path.get(1)));
      }
      default -> throw RegistryError.noSuchPath();
    };
  }

  private static CompatibilityLevel levelIn(JsonNode body) throws RegistryError {
    return CompatibilityLevel.named(body.path("compatibility").asText());
  }

  private static Map<String, Object> full(Registration registration) {
    return Map.of(
        "subject", registration.subject(),
        "version", registration.version(),
        "id", registration.id(),
        "schema", registration.schema());
  }

  private static void requirePart(List<String> path, int index, String name) throws RegistryError {
    if (!path.get(index).equals(name)) {
      throw RegistryError.noSuchPath();
    }
  }

  private static JsonNode body(HttpExchange exchange) throws IOException, RegistryError {
    byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
    if (bytes.length > LARGEST_BODY_BYTES) {
      throw RegistryError.tooLarge(LARGEST_BODY_BYTES);
    }
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw RegistryError.invalidSchema("the body is not JSON");
    }
  }

  private static String decoded(String part) {
    // URLDecoder is for forms, where a plus sign is a space; in a path it is a plus sign.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
