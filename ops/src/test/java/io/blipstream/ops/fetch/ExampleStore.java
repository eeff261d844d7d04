package io.blipstream.ops.fetch;

import io.blipstream.topology.fetch.PictureResolver;
import java.net.URI;
import java.util.Set;

/**
 * What a jar beside Blipstream would bring for a store of its own: addresses such as {@code
 * example-store://bucket/key} become presigned ones. Named in {@code META-INF/services}, as such a
 * jar does.
 */
public final class ExampleStore implements PictureResolver {
  @Override
  public Set<String> schemes() {
    return Set.of("example-store");
  }

  @Override
  public URI resolve(URI address) {
    // A real one would ask the store's library for a signature of short life.
    return URI.create(
        "https://" + address.getHost() + ".store.example.org" + address.getPath() + "?signature=x");
  }
}
