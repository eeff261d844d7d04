package io.blipstream.ops.console.attention;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConsoleKeys;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.console.action.Actions;
import io.blipstream.ops.console.cluster.PictureSource;
import io.blipstream.ops.console.cluster.WhenAsked;
import io.blipstream.ops.explain.ExplainFile;
import io.blipstream.ops.explain.Explaining;
import io.blipstream.ops.http.Routes;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The attention of an answer, as {@code ask --explain} draws it. It loads the checkpoint once more
 * for as long as it takes, beside the one that answers; so it is off unless configured, and one at
 * a time. Any thread.
 */
public final class AttentionRoutes implements Routes, AutoCloseable {
  /** Columns of the sheet. */
  private static final int MOST_PROMPTS = 3;

  private final Configuration configuration;
  private final Actions actions;
  private final WhenAsked<PictureSource> pictures = new WhenAsked<>(PictureSource::new);
  private final Semaphore room = new Semaphore(1);

  public AttentionRoutes(Configuration configuration, Actions actions) {
    this.configuration = requireNonNull(configuration, "configuration");
    this.actions = requireNonNull(actions, "actions");
  }

  /** From now on there is a cluster to read from. */
  public void watch(Configuration cluster) {
    pictures.watch(cluster);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    api.get(
        "/api/attention",
        request -> Actions.answer(request, Map.of("on", configuration.value(ConsoleKeys.EXPLAIN))));
    api.post(
        "/api/attention",
        actions.of("attention", List.of("partition", "offset"), (body, who) -> explained(body)));
  }

  private Map<String, String> explained(JsonNode body) {
    if (!configuration.value(ConsoleKeys.EXPLAIN)) {
      throw new FatalException(
          FaultCode.USAGE, "not served here; " + ConsoleKeys.EXPLAIN.name() + "=on serves it");
    }
    List<String> prompts = new ArrayList<>();
    body.path("prompts").forEach(each -> prompts.add(each.asText()));
    if (prompts.isEmpty() || prompts.size() > MOST_PROMPTS) {
      throw new IllegalArgumentException("1 to " + MOST_PROMPTS + " prompts");
    }
    byte[] picture =
        pictures
            .get()
            .orElseThrow(() -> new ServiceUnavailableResponse("no cluster yet"))
            .at(body.path("partition").asInt(), body.path("offset").asLong())
            .orElseThrow(() -> new IllegalArgumentException("the picture is gone; choose another"));
    if (!room.tryAcquire()) {
      throw new RetriableException(
          FaultCode.ENGINE_OVERLOADED, "another picture is being explained; try again");
    }
    try {
      return Map.of("sheet", sheet(picture, prompts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      room.release();
    }
  }

  /** As an address that holds the picture itself. */
  private String sheet(byte[] picture, List<String> prompts) throws IOException {
    Path file = Files.createTempFile("attention", ".png");
    try {
      ExplainFile sheet = ExplainFile.at(file);
      new Explaining(
              configuration,
              ByteBuffer.wrap(picture),
              prompts,
              new DecodingOptions(configuration.value(Keys.DECODING_MAX_NEW_TOKENS)))
          .by(configuration.value(Keys.MODEL_DIR), sheet);
      sheet.write();
      return "data:image/png;base64,"
          + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
