package io.blipstream.schemas.serde;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real registry server as a child process, on loopback, its database in memory. */
final class RegistryServer implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: (http://[\\d.:]+)(?: and (https://[\\d.:]+))?");

  private static final String CONFLUENT = "/apis/ccompat/v7";

  private final Process process;
  private final Thread killer;
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final CompletableFuture<String> secured = new CompletableFuture<>();

  private RegistryServer(Process process) {
    this.process = process;
    // A test run that is broken off must not leave the server behind.
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * @param settings of the server, {@code -Dname=value}
   */
  static RegistryServer start(String... settings) throws IOException {
    Path folder = Path.of(System.getProperty("registry.server"));
    Path jar;
    try (Stream<Path> files = Files.list(folder)) {
      jar = files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0"));
    command.addAll(List.of(settings));
    command.addAll(List.of("-jar", jar.toString()));
    RegistryServer server =
        new RegistryServer(new ProcessBuilder(command).redirectErrorStream(true).start());
    Thread reader = new Thread(server::readOutput, "registry-server-output");
    reader.setDaemon(true);
    reader.start();
    return server;
  }

  /** Goes on to the end, or the server would stand still on a full pipe. */
  private void readOutput() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          address.complete(listening.group(1));
          secured.complete(listening.group(2));
        }
      }
      address.completeExceptionally(new IOException("the registry server ended"));
    } catch (IOException e) {
      address.completeExceptionally(new UncheckedIOException(e));
    }
  }

  /** Waits until it listens. */
  String url() throws Exception {
    return home() + CONFLUENT;
  }

  /** The same over TLS, where a key was set. */
  String securedUrl() throws Exception {
    home();
    return secured.get() + CONFLUENT;
  }

  /** Below which its own protocol lies too. */
  String home() throws Exception {
    return address.get(120, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
