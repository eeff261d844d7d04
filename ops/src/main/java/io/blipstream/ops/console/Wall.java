package io.blipstream.ops.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.http.Routes;
import io.blipstream.ops.http.StaticFiles;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.Optional;

/**
 * Pictures with what is said of them, as it comes. A browser asks every second for what is new: one
 * that is slow asks less often, and costs the pipeline nothing. Nothing is read from the cluster
 * before somebody looks. Any thread.
 */
public final class Wall implements Routes, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecentResults results = new RecentResults();

  /** Guarded by this, as are the next two. */
  private Optional<Configuration> cluster = Optional.empty();

  private Optional<ResultReader> reader = Optional.empty();
  private Optional<PictureSource> pictures = Optional.empty();

  /** From now on there is a cluster to read from. */
  public synchronized void watch(Configuration configuration) {
    cluster = Optional.of(configuration);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    StaticFiles files = new StaticFiles(Wall.class);
    api.get("/", files.of("wall.html"));
    api.get("/wall.css", files.of("wall.css"));
    api.get("/wall.js", files.of("wall.js"));
    api.get("/wall/results", this::recent);
    api.get("/wall/pictures/{partition}/{offset}", this::picture);
  }

  private void recent(Context request) throws IOException {
    startReading();
    request
        .contentType("application/json")
        .result(JSON.writeValueAsString(results.after(number(request.queryParam("after")))));
  }

  private void picture(Context request) {
    long partition = number(request.pathParam("partition"));
    long offset = number(request.pathParam("offset"));
    byte[] picture =
        source()
            .filter(any -> partition <= Integer.MAX_VALUE)
            .flatMap(from -> from.at((int) partition, offset))
            .orElseThrow(() -> new NotFoundResponse("no such picture"));
    String type =
        PictureType.of(picture).orElseThrow(() -> new NotFoundResponse("no such picture"));
    request.contentType(type).result(picture);
  }

  /** 0 for whatever is no number. */
  private static long number(String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private synchronized void startReading() {
    if (reader.isEmpty() && cluster.isPresent()) {
      ResultReader started = new ResultReader(cluster.get(), results);
      started.start();
      reader = Optional.of(started);
    }
  }

  private synchronized Optional<PictureSource> source() {
    if (pictures.isEmpty()) {
      pictures = cluster.map(PictureSource::new);
    }
    return pictures;
  }

  @Override
  public synchronized void close() {
    reader.ifPresent(ResultReader::close);
    pictures.ifPresent(PictureSource::close);
  }
}
