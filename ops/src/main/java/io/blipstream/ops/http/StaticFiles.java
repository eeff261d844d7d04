package io.blipstream.ops.http;

import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Files that lie beside a class, each served by its name alone: there is no folder to break out of.
 */
public record StaticFiles(Class<?> beside) {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  /**
   * Reads it now.
   *
   * @param name of a file that is shipped
   */
  public Handler of(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    byte[] content;
    try (InputStream in = beside.getResourceAsStream(name)) {
      content = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return request -> request.contentType(type).result(content);
  }
}
