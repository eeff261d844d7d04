package io.blipstream.topology.shadow;

/** What is with the shadow now, by number and by bytes; any thread. */
final class ShadowRoom {
  private final ShadowBounds bounds;
  private int events;
  private long bytes;

  ShadowRoom(ShadowBounds bounds) {
    this.bounds = bounds;
  }

  synchronized boolean tryEnter(long size) {
    if (events >= bounds.events() || bytes + size > bounds.bytes()) {
      return false;
    }
    events++;
    bytes += size;
    return true;
  }

  synchronized void leave(long size) {
    events--;
    bytes -= size;
  }
}
