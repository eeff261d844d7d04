package io.blipstream.ops.console.page;

import io.blipstream.ops.http.Routes;
import io.blipstream.ops.http.StaticFiles;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The pages, in the order in which they are offered. All stand in the same frame. */
public enum Page {
  WALL("/", "Wall"),
  FLOW("/flow", "Flow"),
  BATCHES("/batches", "Batches"),
  REVIEW("/review", "Review"),
  DEAD_LETTERS("/dead-letters", "Dead letters"),
  TEMPLATES("/templates", "Templates"),
  MODEL("/model", "Model");

  private static final String HTML = "text/html; charset=utf-8";

  private final String path;
  private final String title;

  Page(String path, String title) {
    this.path = path;
    this.title = title;
  }

  /** Where it is served. */
  public String path() {
    return path;
  }

  /** As it is offered. */
  public String title() {
    return title;
  }

  /** Every page with its script, and what they share. */
  public static Routes all() {
    return Page::addAllTo;
  }

  private static void addAllTo(JavalinDefaultRoutingApi api) {
    StaticFiles files = new StaticFiles(Page.class);
    api.get("/console.css", files.of("console.css"));
    api.get("/frame.js", files.of("frame.js"));
    api.get("/figures.js", files.of("figures.js"));
    api.get("/recent.js", files.of("recent.js"));
    String frame = read("frame.html");
    for (Page page : values()) {
      String html = page.in(frame);
      api.get(page.path, request -> request.contentType(HTML).result(html));
      api.get("/" + page.file("js"), files.of(page.file("js")));
    }
  }

  /** Nothing that anybody sent stands in it: that is the scripts' part, which set it as text. */
  private String in(String frame) {
    return frame
        .replace("<!--title-->", title)
        .replace("<!--pages-->", links())
        .replace("<!--page-->", read(file("html")))
        .replace("<!--script-->", "<script type=\"module\" src=\"/" + file("js") + "\"></script>");
  }

  private String links() {
    return Arrays.stream(values())
        .map(
            each ->
                "<a href=\"%s\"%s>%s</a>"
                    .formatted(each.path, each == this ? " aria-current=\"page\"" : "", each.title))
        .collect(Collectors.joining("\n"));
  }

  private String file(String extension) {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "." + extension;
  }

  private static String read(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
