package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.schedule.FairQueue;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the requests of all callers wait for a decode thread, in lanes and fair shares. A lane is
 * passed over while it has as many decoded pictures waiting for the device as it may have, so that
 * a slow device bounds memory, and a full lane never stands before a free one. Any thread.
 */
final class Intake {
  /** Guarded by this, as is all else. */
  private final FairQueue<PendingRequest> waiting;

  /** Frames that each lane may still have decoded; one request may go beyond it. */
  private final int[] room = new int[Lane.values().length];

  private int decoding;
  private long lastUrgent;
  private boolean urgentSeen;
  private boolean closed;

  /**
   * @param decoded frames that each lane may have decoded
   * @param weights of feeds that count for more or less than 1
   */
  Intake(int decoded, Map<String, Double> weights) {
    waiting = new FairQueue<>(room.length, weights);
    Arrays.fill(room, decoded);
  }

  synchronized void add(PendingRequest request) {
    if (request.urgent()) {
      lastUrgent = System.nanoTime();
      urgentSeen = true;
    }
    waiting.add(
        request.lane(), request.request().feed(), request.request().prompts().size(), request);
    notifyAll();
  }

  /** Blocks until there is a request to decode; null once closed. */
  synchronized PendingRequest take() throws InterruptedException {
    while (!closed) {
      PendingRequest next = waiting.poll(lane -> room[lane] > 0);
      if (next != null) {
        room[next.lane()] -= next.frames();
        decoding++;
        return next;
      }
      wait();
    }
    return null;
  }

  /** What was taken has gone on, or come to its end. */
  synchronized void decoded() {
    decoding--;
  }

  /** The device has taken what was decoded, or it is not wanted any more. */
  synchronized void free(PendingRequest request) {
    room[request.lane()] += request.frames();
    notifyAll();
  }

  /** Nobody waits for it any more. */
  synchronized void remove(PendingRequest request) {
    waiting.remove(request);
  }

  /** Whether more will reach the device soon. */
  synchronized boolean coming() {
    return decoding > 0 || waiting.size() > 0;
  }

  /** Whether something urgent came within the last so many nanoseconds. */
  synchronized boolean urgentWithin(long nanos) {
    return urgentSeen && System.nanoTime() - lastUrgent < nanos;
  }

  synchronized Map<Lane, Integer> sizes() {
    Map<Lane, Integer> sizes = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      sizes.put(lane, waiting.size(lane.rank()));
    }
    return sizes;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
