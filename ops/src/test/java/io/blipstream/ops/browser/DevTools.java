package io.blipstream.ops.browser;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The line to a browser: commands that are answered, and events in between. Selenium was rejected:
 * it needs a driver of the browser's very version beside it, and some fifteen megabytes of
 * libraries for what is written here in two pages.
 */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final Consumer<JsonNode> events;
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  /** Of the socket's thread. */
  private final StringBuilder message = new StringBuilder();

  private WebSocket socket;

  private DevTools(Consumer<JsonNode> events) {
    this.events = requireNonNull(events, "events");
  }

  static DevTools connect(URI address, Consumer<JsonNode> events) {
    DevTools tools = new DevTools(events);
    tools.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, tools).join();
    return tools;
  }

  /**
   * Sends a command and waits for its result.
   *
   * @param session of a tab; empty for the browser itself
   */
  JsonNode call(String session, String method, Map<String, ?> parameters) {
    int id = number.incrementAndGet();
    ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
    command.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      command.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    synchronized (this) {
      socket.sendText(command.toString(), true).join();
    }
    JsonNode said = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (said.has("error")) {
      throw new AssertionError(method + ": " + said.get("error"));
    }
    return said.get("result");
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      take(message.toString());
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void take(String text) {
    try {
      JsonNode said = JSON.readTree(text);
      if (said.has("id")) {
        open.remove(said.get("id").asInt()).complete(said);
      } else {
        events.accept(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
