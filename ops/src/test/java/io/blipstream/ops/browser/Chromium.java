package io.blipstream.ops.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real browser without a window. Where the machine has none, tests that need it are skipped and
 * say so: none is on Maven Central.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long START_SECONDS = 60;

  private final Process process;
  private final DevTools tools;
  private final List<JsonNode> events;

  private Chromium(Process process, DevTools tools, List<JsonNode> events) {
    this.process = process;
    this.tools = tools;
    this.events = events;
  }

  /**
   * @param folder for its profile; empty
   */
  public static Chromium start(Path folder) throws IOException, InterruptedException {
    Optional<Path> program = program();
    assumeTrue(
        program.isPresent(), "no browser: none of " + NAMES + " is on the path (apt: chromium)");
    List<String> command = new ArrayList<>();
    command.add(program.get().toString());
    command.addAll(
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder,
            "about:blank"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    List<JsonNode> events = new CopyOnWriteArrayList<>();
    try {
      return new Chromium(process, DevTools.connect(address(folder, process), events::add), events);
    } catch (RuntimeException | Error | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** A tab of its own. */
  public Tab tab() {
    JsonNode target = tools.call("", "Target.createTarget", Map.of("url", "about:blank"));
    JsonNode attached =
        tools.call(
            "",
            "Target.attachToTarget",
            Map.of("targetId", target.get("targetId").asText(), "flatten", true));
    return new Tab(tools, attached.get("sessionId").asText(), events);
  }

  private static Optional<Path> program() {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static URI address(Path folder, Process process)
      throws IOException, InterruptedException {
    Path port = folder.resolve("DevToolsActivePort");
    long start = System.nanoTime();
    while (true) {
      List<String> lines = Files.exists(port) ? Files.readAllLines(port) : List.of();
      if (lines.size() >= 2) {
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
      }
      if (!process.isAlive() || System.nanoTime() - start > START_SECONDS * 1_000_000_000L) {
        throw new AssertionError(
            "the browser did not start: " + Files.readString(folder.resolve("log.txt")));
      }
      Thread.sleep(50);
    }
  }

  /** With all of its processes; returns when they are gone, so that the folder can be deleted. */
  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    tools.close();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
