package io.blipstream.ops.console.wall;

import static io.blipstream.ops.console.cluster.PictureRoutes.number;
import static java.util.Objects.requireNonNull;

import io.blipstream.ops.console.stream.EventStreams;
import io.blipstream.ops.console.stream.Listener;
import io.blipstream.ops.console.stream.Told;
import io.blipstream.ops.http.Routes;
import io.blipstream.schemas.Result;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Results as they come, told to each browser that looks. Any thread. */
public final class Wall implements Routes {
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final RecentResults results;
  private final EventStreams streams;
  private final Runnable reading;

  /**
   * @param veiledFeeds whose pictures are shown only to whoever points at them
   * @param reading called when somebody looks: results are wanted from now on
   */
  public Wall(Set<String> veiledFeeds, Truths truths, EventStreams streams, Runnable reading) {
    this.results = new RecentResults(veiledFeeds, truths);
    this.streams = requireNonNull(streams, "streams");
    this.reading = requireNonNull(reading, "reading");
  }

  /** Takes one that was read; waits for nobody. */
  public void take(Result result) {
    results.add(result);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    api.get("/api/results", this::follow);
  }

  private void follow(Context request) {
    reading.run();
    String last =
        Optional.ofNullable(request.header("Last-Event-ID")).orElse(request.queryParam("after"));
    RecentResults.Following following = results.after(number(last));
    try (Listener next = following.next()) {
      List<Told> before = new ArrayList<>(following.before());
      streams.serve(
          request,
          () -> {
            if (before.isEmpty()) {
              return next.await(QUIET);
            }
            List<Told> first = List.copyOf(before);
            before.clear();
            return first;
          });
    }
  }
}
