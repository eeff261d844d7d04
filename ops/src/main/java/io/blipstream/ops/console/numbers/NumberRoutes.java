package io.blipstream.ops.console.numbers;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.console.stream.EventStreams;
import io.blipstream.ops.console.stream.Told;
import io.blipstream.ops.http.Routes;
import io.blipstream.ops.metrics.FigureJson;
import io.blipstream.ops.metrics.PipelineSnapshot;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A snapshot to whoever asks, and one each second to whoever looks. A browser that is slow gets
 * fewer: the next one is taken when the last one is written. Any thread.
 */
public final class NumberRoutes implements Routes {
  private static final long PERIOD_MILLIS = 1_000;

  private final EventStreams streams;
  private volatile Optional<Supplier<PipelineSnapshot>> snapshots = Optional.empty();

  public NumberRoutes(EventStreams streams) {
    this.streams = requireNonNull(streams, "streams");
  }

  /** From now on there are numbers. */
  public void watch(Supplier<PipelineSnapshot> now) {
    snapshots = Optional.of(now);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    api.get("/api/numbers", this::follow);
    api.get("/api/numbers/now", this::once);
  }

  /** An empty object where there are none. */
  private void once(Context request) {
    request
        .contentType("application/json")
        .result(snapshots.map(now -> FigureJson.of(now.get())).orElse("{}"));
  }

  private void follow(Context request) {
    boolean[] first = {true};
    streams.serve(
        request,
        () -> {
          if (!first[0]) {
            Thread.sleep(PERIOD_MILLIS);
          }
          first[0] = false;
          return snapshots
              .map(now -> List.of(new Told("", "numbers", FigureJson.of(now.get()))))
              .orElse(List.of());
        });
  }
}
