package io.blipstream.ops.console.templates;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.action.Actions;
import io.blipstream.ops.console.cluster.WhenAsked;
import io.blipstream.ops.http.Routes;
import io.blipstream.ops.templates.TemplateFile;
import io.blipstream.ops.templates.TemplateLines;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.TemplateLint;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of templates asks here. Any thread. */
public final class TemplateRoutes implements Routes, AutoCloseable {
  private final Actions actions;
  private final Clock clock;
  private final WhenAsked<TemplateDesk> desk;

  /** Null until there is a cluster. */
  private volatile Engine engine;

  public TemplateRoutes(Actions actions, Clock clock) {
    this.actions = requireNonNull(actions, "actions");
    this.clock = requireNonNull(clock, "clock");
    this.desk = new WhenAsked<>(cluster -> new TemplateDesk(cluster, engine));
  }

  /**
   * From now on there is a cluster.
   *
   * @param live the live model's; stays the caller's
   */
  public void watch(Configuration cluster, Engine live) {
    engine = live;
    desk.watch(cluster);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    List<String> named = List.of("id", "version");
    api.get("/api/templates", request -> Actions.answer(request, desk().all()));
    api.post("/api/templates/lint", this::lint);
    api.post("/api/templates/try", actions.of("template try", named, (body, who) -> tried(body)));
    api.post(
        "/api/templates/publish",
        actions.of("template publish", named, (body, who) -> published(body)));
  }

  /** Changes nothing, and so is not noted. */
  private void lint(Context request) throws JsonProcessingException {
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      answer.put("fault", TemplateLint.fault(template(Actions.body(request))).orElse(null));
    } catch (io.blipstream.runtime.fault.FatalException e) {
      answer.put("fault", e.getMessage());
    }
    Actions.answer(request, answer);
  }

  private Map<String, Object> tried(JsonNode body) {
    return desk()
        .tried(
            template(body),
            Optional.of(body.path("words").asText()).filter(words -> !words.isBlank()),
            body.path("partition").asInt(),
            body.path("offset").asLong());
  }

  private Map<String, Object> published(JsonNode body) {
    Template template = template(body);
    desk().publish(template);
    return Map.of("published", TemplateLines.name(template));
  }

  /** The fields that a file of templates has; what else the body holds is for others. */
  private Template template(JsonNode body) {
    Map<String, JsonNode> line = new LinkedHashMap<>();
    for (String field : List.of("id", "version", "task", "text", "description", "max_new_tokens")) {
      if (body.hasNonNull(field)) {
        line.put(field, body.get(field));
      }
    }
    return TemplateFile.template(line, clock.instant());
  }

  private TemplateDesk desk() {
    return desk.get().orElseThrow(() -> new ServiceUnavailableResponse("no cluster yet"));
  }

  @Override
  public void close() {
    desk.close();
  }
}
