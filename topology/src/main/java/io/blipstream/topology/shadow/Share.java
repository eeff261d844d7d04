package io.blipstream.topology.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.utils.Utils;

/**
 * A share of all events, chosen by a hash of their ids and not by a dice: the same event, read
 * again, is chosen again, by every instance; and a larger share holds every smaller one.
 *
 * @param purpose two purposes choose independently of one another
 * @param fraction 0 for none to 1 for all
 */
public record Share(String purpose, double fraction) {
  private static final double ALL_HASHES = 0x1p32;

  public Share {
    requireNonNull(purpose, "purpose");
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("a share is " + fraction + ", must be 0 to 1");
    }
  }

  boolean holds(String eventId) {
    byte[] seed = (purpose + '/' + eventId).getBytes(UTF_8);
    return Integer.toUnsignedLong(Utils.murmur2(seed)) < fraction * ALL_HASHES;
  }
}
