package io.blipstream.ops.console.review;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.action.Actions;
import io.blipstream.ops.console.cluster.WhenAsked;
import io.blipstream.ops.http.Routes;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Result;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The page of reviews asks here. Any thread. */
public final class ReviewRoutes implements Routes, AutoCloseable {
  private final Unsure unsure;
  private final Actions actions;
  private final Runnable reading;
  private final WhenAsked<ReviewDesk> desk;

  /**
   * @param below results of less confidence are to be looked at
   * @param reading called when somebody looks: results are wanted from now on
   */
  public ReviewRoutes(double below, Actions actions, Clock clock, Runnable reading) {
    this.unsure = new Unsure(below);
    this.actions = requireNonNull(actions, "actions");
    this.reading = requireNonNull(reading, "reading");
    this.desk = new WhenAsked<>(cluster -> new ReviewDesk(cluster, unsure, clock));
  }

  /** From now on there is a cluster. */
  public void watch(Configuration cluster) {
    desk.watch(cluster);
  }

  /** Takes one that was read; waits for nobody. */
  public void take(Result result) {
    unsure.take(result);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    api.get(
        "/api/review",
        request -> {
          reading.run();
          Actions.answer(request, desk().queue());
        });
    api.post(
        "/api/review",
        actions.of(
            "review",
            List.of("name"),
            (body, who) -> {
              Feedback said =
                  desk().say(body.path("name").asText(), body.path("right_text").asText(), who);
              return Map.of("right_text", said.getRightText(), "given_by", said.getGivenBy());
            }));
  }

  private ReviewDesk desk() {
    return desk.get().orElseThrow(() -> new ServiceUnavailableResponse("no cluster yet"));
  }

  @Override
  public void close() {
    desk.close();
  }
}
