package io.blipstream.ops.fetch;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.topology.fetch.PictureResolver;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/** Makes an address of HTTP of an admitted one. Any thread. */
final class Resolvers {
  private final Map<String, PictureResolver> byScheme = new HashMap<>();

  Resolvers(Iterable<PictureResolver> resolvers) {
    for (PictureResolver resolver : resolvers) {
      resolver.schemes().forEach(scheme -> byScheme.put(scheme, resolver));
    }
  }

  static Resolvers ofTheClassPath() {
    return new Resolvers(ServiceLoader.load(PictureResolver.class));
  }

  /** May block; what comes back is a stranger's again. */
  URI resolve(URI address, Doorman doorman) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    if (scheme.equals("http") || scheme.equals("https")) {
      return address;
    }
    PictureResolver resolver = byScheme.get(scheme);
    if (resolver == null) {
      throw Doorman.refused("nothing here resolves addresses of " + scheme);
    }
    URI resolved;
    try {
      resolved = doorman.admit(resolver.resolve(address).toString());
    } catch (BlipstreamException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RetriableException(
          FaultCode.IMAGE_FETCH_FAILED,
          "resolving an address of " + scheme + " failed: " + e.getClass().getSimpleName(),
          e);
    }
    String way = resolved.getScheme();
    if (!way.equals("https") && !way.equals("http")) {
      throw Doorman.refused("an address of " + scheme + " resolved to one of " + way);
    }
    return resolved;
  }
}
