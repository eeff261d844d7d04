package io.blipstream.ops.console.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells all that listen, and waits for none of them. Any thread. */
public final class Broadcast {
  /** Some seconds of a busy pipeline. */
  static final int ROOM = 512;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  public void tell(Told told) {
    listeners.forEach(each -> each.tell(told));
  }

  /** From now on. */
  public Listener listen() {
    Listener listener = new Listener(ROOM, listeners::remove);
    listeners.add(listener);
    return listener;
  }

  int listeners() {
    return listeners.size();
  }
}
