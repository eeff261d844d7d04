package io.blipstream.ops.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running process's probes, asked as an orchestrator asks them. */
final class Probes {
  private static final Pattern ADDRESS = Pattern.compile("the Wall at (http://\\S+/),");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  /**
   * @param log of the process, which says where it serves
   */
  Probes(String log) {
    Matcher said = ADDRESS.matcher(log);
    if (!said.find()) {
      throw new AssertionError("no address in " + log);
    }
    address = URI.create(said.group(1));
  }

  /** What a probe says until the process has ended, in order. */
  List<Integer> untilTheEnd(Process process, String probe, Duration atMost)
      throws InterruptedException {
    List<Integer> statuses = new ArrayList<>();
    long begun = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - begun < atMost.toNanos()) {
      status(probe).ifPresent(statuses::add);
      Thread.sleep(PAUSE_MILLIS);
    }
    return statuses;
  }

  /** Empty where nobody answers. */
  OptionalInt status(String probe) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(probe)).timeout(PATIENCE).GET().build();
    try {
      return OptionalInt.of(
          client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }
}
