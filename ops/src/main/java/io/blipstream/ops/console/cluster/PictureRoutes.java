package io.blipstream.ops.console.cluster;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.JavalinDefaultRoutingApi;

/** Pictures of events, by their events' places. Any thread. */
public final class PictureRoutes implements Routes, AutoCloseable {
  private final WhenAsked<PictureSource> pictures = new WhenAsked<>(PictureSource::new);

  /** From now on there is a cluster to read from. */
  public void watch(Configuration configuration) {
    pictures.watch(configuration);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    api.get("/pictures/{partition}/{offset}", this::picture);
  }

  private void picture(Context request) {
    long partition = number(request.pathParam("partition"));
    long offset = number(request.pathParam("offset"));
    byte[] picture =
        pictures
            .get()
            .filter(any -> partition <= Integer.MAX_VALUE)
            .flatMap(from -> from.at((int) partition, offset))
            .orElseThrow(PictureRoutes::none);
    answer(request, picture);
  }

  /**
   * Hands a picture to a browser; what is none is not found.
   *
   * @param picture as somebody sent it
   */
  public static void answer(Context request, byte[] picture) {
    request.contentType(PictureType.of(picture).orElseThrow(PictureRoutes::none)).result(picture);
  }

  /** 0 for whatever is no number. */
  public static long number(String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static NotFoundResponse none() {
    return new NotFoundResponse("no such picture");
  }

  @Override
  public void close() {
    pictures.close();
  }
}
