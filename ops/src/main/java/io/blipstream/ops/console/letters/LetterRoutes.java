package io.blipstream.ops.console.letters;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.action.Actions;
import io.blipstream.ops.console.cluster.PictureRoutes;
import io.blipstream.ops.console.cluster.WhenAsked;
import io.blipstream.ops.deadletters.Place;
import io.blipstream.ops.deadletters.Selection;
import io.blipstream.ops.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The page of dead letters asks here. Any thread. */
public final class LetterRoutes implements Routes, AutoCloseable {
  private final WhenAsked<LetterDesk> desk;
  private final Actions actions;

  public LetterRoutes(Actions actions, Clock clock) {
    this.actions = requireNonNull(actions, "actions");
    this.desk = new WhenAsked<>(cluster -> new LetterDesk(cluster, clock));
  }

  /** From now on there is a cluster. */
  public void watch(Configuration cluster) {
    desk.watch(cluster);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    api.get("/api/letters", request -> Actions.answer(request, desk().newest()));
    api.get("/api/letters/{place}", this::whole);
    api.get("/api/letters/{place}/picture", this::picture);
    // Changes nothing; with a body, since a selection may be long.
    api.post("/api/letters/plan", Actions.asking(body -> desk().plan(selection(body))));
    api.post(
        "/api/letters/replay",
        actions.of(
            "replay",
            List.of("places", "faults", "all"),
            (body, who) -> desk().replay(selection(body))));
  }

  private void whole(Context request) throws JsonProcessingException {
    Actions.answer(
        request,
        place(request.pathParam("place"))
            .flatMap(desk()::whole)
            .orElseThrow(() -> new NotFoundResponse("no such letter")));
  }

  private void picture(Context request) {
    PictureRoutes.answer(
        request,
        place(request.pathParam("place"))
            .flatMap(desk()::picture)
            .orElseThrow(() -> new NotFoundResponse("no such picture")));
  }

  /** {@code {"places": [..]}}, {@code {"faults": [..]}} or {@code {"all": true}}; one of them. */
  static Selection selection(JsonNode body) {
    Set<Place> places = new HashSet<>();
    for (JsonNode each : body.path("places")) {
      places.add(
          place(each.asText())
              .orElseThrow(() -> new IllegalArgumentException("no place: " + each)));
    }
    Set<String> faults = new HashSet<>();
    body.path("faults").forEach(each -> faults.add(each.asText()));
    boolean all = body.path("all").asBoolean();
    if ((places.isEmpty() ? 0 : 1) + (faults.isEmpty() ? 0 : 1) + (all ? 1 : 0) != 1) {
      throw new IllegalArgumentException("which letters? places, faults or all");
    }
    return new Selection(
        places, faults, Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());
  }

  /** As it stands in an address, where a colon would be a port. */
  private static Optional<Place> place(String text) {
    return Place.parse(text.replace('-', ':'));
  }

  private LetterDesk desk() {
    return desk.get().orElseThrow(() -> new ServiceUnavailableResponse("no cluster yet"));
  }

  @Override
  public void close() {
    desk.close();
  }
}
