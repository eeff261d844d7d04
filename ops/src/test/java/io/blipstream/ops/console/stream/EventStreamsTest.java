package io.blipstream.ops.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.http.HttpSettings;
import io.blipstream.ops.http.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamsTest {
  private static final Duration QUIET = Duration.ofMillis(50);

  private final Broadcast broadcast = new Broadcast();
  private final EventStreams streams = new EventStreams();
  private WebServer server;

  @BeforeEach
  void start() {
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, false, Optional.empty(), Set.of());
    server =
        WebServer.start(
            settings,
            List.of(
                api ->
                    api.get(
                        "/told",
                        request -> {
                          try (Listener listener = broadcast.listen()) {
                            streams.serve(request, () -> listener.await(QUIET));
                          }
                        })));
  }

  @AfterEach
  void stop() {
    streams.close();
    server.close();
  }

  @Test
  void browser_isToldInOrder() throws Exception {
    try (Socket socket = browser()) {
      awaitListeners(1);
      tell(0, 20);
      List<String> lines = until(socket, line -> line.contains("\"at\":19"));
      assertThat(lines).filteredOn(line -> line.startsWith("id: ")).hasSize(20);
      assertThat(lines).noneMatch(line -> line.equals("event: dropped"));
    }
  }

  /** Some 100 MB are told to somebody who reads nothing: far more than any buffer holds. */
  @Test
  void browserThatDoesNotRead_holdsUpNobody_andIsToldWhatItMissed() throws Exception {
    try (Socket slow = browser();
        Socket other = browser()) {
      awaitListeners(2);
      Thread telling = new Thread(() -> tell(0, 25_000));
      telling.start();
      telling.join(30_000);
      assertThat(telling.isAlive()).as("whoever tells waits for the slow browser").isFalse();
      until(other, line -> line.contains("\"at\":24999"));
      List<String> lines = until(slow, line -> line.contains("\"at\":24999"));
      long dropped =
          lines.stream()
              .filter(line -> line.startsWith("data: {\"count\":"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
      assertThat(dropped).isPositive();
      long told = lines.stream().filter(line -> line.startsWith("id: ")).count();
      assertThat(told + dropped).isEqualTo(25_000);
    }
  }

  @Test
  void browserThatWentAway_isForgotten() throws Exception {
    browser().close();
    long start = System.nanoTime();
    Thread.sleep(20);
    while (broadcast.listeners() > 0) {
      assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
      Thread.sleep(20);
    }
  }

  @Test
  void tooManyBrowsers_areToldSo() throws Exception {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < EventStreams.MOST; i++) {
      open.add(browser());
    }
    awaitListeners(EventStreams.MOST);
    try (Socket further = browser()) {
      assertThat(until(further, line -> true).get(0)).contains("503");
    }
    for (Socket each : open) {
      each.close();
    }
  }

  @Test
  void lineBreak_cannotBeginAnotherEvent() {
    assertThatThrownBy(() -> new Told("", "result", "{}\n\nevent: other"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void tell(int from, int to) {
    String filler = "x".repeat(4_000);
    for (int i = from; i < to; i++) {
      broadcast.tell(
          new Told(Integer.toString(i), "result", "{\"at\":" + i + ",\"f\":\"" + filler + "\"}"));
    }
  }

  private Socket browser() throws IOException {
    URI at = URI.create(server.address());
    Socket socket = new Socket(at.getHost(), at.getPort());
    // Of 1.0, since in 1.1 the sizes of chunks stand between the lines, and within some.
    socket.getOutputStream().write("GET /told HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
    return socket;
  }

  private void awaitListeners(int wanted) throws InterruptedException {
    while (broadcast.listeners() < wanted) {
      Thread.sleep(5);
    }
  }

  private static List<String> until(Socket socket, Predicate<String> last) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(line);
      if (last.test(line)) {
        return lines;
      }
    }
    throw new AssertionError("the stream ended after " + lines.size() + " lines");
  }
}
