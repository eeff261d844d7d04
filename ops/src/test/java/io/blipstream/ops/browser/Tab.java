package io.blipstream.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One page of a browser, as somebody sees and uses it. Of one thread. */
public final class Tab {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final DevTools tools;
  private final String session;
  private final List<JsonNode> events;

  Tab(DevTools tools, String session, List<JsonNode> events) {
    this.tools = tools;
    this.session = session;
    this.events = events;
    List.of("Page", "Runtime", "Log").forEach(domain -> call(domain + ".enable", Map.of()));
    size(1280, 900);
  }

  /** Goes there and waits until it is loaded. */
  public void open(String address) {
    eval("window.old = true");
    call("Page.navigate", Map.of("url", address));
    await("!window.old && document.readyState === 'complete'");
  }

  /** The value of an expression; promises are waited for. */
  public JsonNode eval(String expression) {
    JsonNode said =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    assertThat(said.has("exceptionDetails")).as("%s: %s", expression, said).isFalse();
    return said.get("result").path("value");
  }

  public String text(String selector) {
    return eval("document.querySelector('" + selector + "')?.innerText ?? ''").asText();
  }

  public int count(String selector) {
    return eval("document.querySelectorAll('" + selector + "').length").asInt();
  }

  /** Until an expression is true. */
  public void await(String expression) {
    long start = System.nanoTime();
    while (!evaluated(expression)) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError(
            "never: " + expression + " in " + eval("document.body.innerText") + errors());
      }
      sleep();
    }
  }

  /** False also while one page makes place for the next. */
  private boolean evaluated(String expression) {
    JsonNode said = call("Runtime.evaluate", Map.of("expression", "!!(" + expression + ")"));
    return said.path("result").path("value").asBoolean();
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Presses a key by its name: {@code a}, {@code Tab}, {@code Enter}, {@code ArrowRight}. */
  public void press(String key) {
    Map<String, ?> named =
        switch (key) {
          case "Enter" -> Map.of("key", key, "text", "\r", "windowsVirtualKeyCode", 13);
          case "Tab" -> Map.of("key", key, "windowsVirtualKeyCode", 9);
          case "Escape" -> Map.of("key", key, "windowsVirtualKeyCode", 27);
          default -> key.length() == 1 ? Map.of("key", key, "text", key) : Map.of("key", key);
        };
    call("Input.dispatchKeyEvent", with(named, "keyDown"));
    call("Input.dispatchKeyEvent", with(named, "keyUp"));
  }

  private static Map<String, Object> with(Map<String, ?> named, String type) {
    Map<String, Object> all = new java.util.HashMap<>(named);
    all.put("type", type);
    if (type.equals("keyUp")) {
      all.remove("text");
    }
    return all;
  }

  public void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  public void dark(boolean dark) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Points the mouse at the middle of an element. */
  public void hover(String selector) {
    JsonNode at =
        eval(
            "(r => ({x: r.x + r.width / 2, y: r.y + r.height / 2}))(document.querySelector('"
                + selector
                + "').getBoundingClientRect())");
    call(
        "Input.dispatchMouseEvent",
        Map.of("type", "mouseMoved", "x", at.get("x").asDouble(), "y", at.get("y").asDouble()));
  }

  /** Writes what is seen as a PNG. */
  public void picture(Path file) throws IOException {
    JsonNode shot = call("Page.captureScreenshot", Map.of("format", "png"));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
  }

  /** What scripts stumbled over, and what the browser refused to load or run. */
  public List<String> errors() {
    return events.stream()
        .filter(event -> event.path("sessionId").asText().equals(session))
        .filter(
            event ->
                event.path("method").asText().equals("Runtime.exceptionThrown")
                    || event.at("/params/entry/level").asText().equals("error"))
        .map(JsonNode::toString)
        .toList();
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return tools.call(session, method, parameters);
  }
}
