package io.blipstream.topology.fetch;

import java.net.URI;
import java.util.Set;

/**
 * Turns addresses of a store, such as {@code s3://bucket/key}, into addresses that can be fetched,
 * presigned ones for instance. Found by {@link java.util.ServiceLoader}; needs a public constructor
 * without parameters.
 *
 * <p>Both its input and what it returns must be allowed by {@code fetch.allow}. Any thread, several
 * at once; it may block.
 */
public interface PictureResolver {
  /** The schemes it knows, in lower case; neither {@code http} nor {@code https}. */
  Set<String> schemes();

  /**
   * The address to fetch from.
   *
   * @param address an allowed one of its schemes
   * @return of {@code http} or {@code https}
   * @throws io.blipstream.runtime.fault.BlipstreamException where it cannot; any other exception
   *     counts as one that may pass
   */
  URI resolve(URI address);
}
