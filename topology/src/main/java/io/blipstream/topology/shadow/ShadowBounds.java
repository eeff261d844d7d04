package io.blipstream.topology.shadow;

/**
 * How much a shadow may take.
 *
 * @param events that may be with it at once, comparisons on their way included
 * @param bytes of their pictures
 * @param liveEvents that may be with the live model while the shadow is given more work: above, the
 *     device has a queue, and the shadow would lengthen it
 */
public record ShadowBounds(int events, long bytes, int liveEvents) {
  public ShadowBounds {
    if (events < 1 || bytes < 1 || liveEvents < 0) {
      throw new IllegalArgumentException("bounds of a shadow must be positive");
    }
  }
}
