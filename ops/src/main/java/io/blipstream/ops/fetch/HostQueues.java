package io.blipstream.ops.fetch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work by host, so that a slow host takes no more than its share of the threads. How much waits is
 * bounded by who asks. Any thread.
 */
final class HostQueues {
  private static final class Host {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;
  }

  private final ExecutorService threads;
  private final int most;
  private final int perHost;

  /** In the order of their turns; only those with work. Guarded by this, as is all below. */
  private final Map<String, Host> hosts = new LinkedHashMap<>();

  private int running;
  private int waiting;

  /**
   * @param most pieces of work at once; the executor has as many threads
   * @param perHost at once
   */
  HostQueues(ExecutorService threads, int most, int perHost) {
    this.threads = threads;
    this.most = most;
    this.perHost = perHost;
  }

  synchronized void add(String host, Runnable work) {
    hosts.computeIfAbsent(host, any -> new Host()).waiting.add(work);
    waiting++;
    begin();
  }

  synchronized int running() {
    return running;
  }

  synchronized int waiting() {
    return waiting;
  }

  private void begin() {
    boolean begun = true;
    while (begun && running < most) {
      begun = beginOne();
    }
  }

  private boolean beginOne() {
    Iterator<Map.Entry<String, Host>> turns = hosts.entrySet().iterator();
    while (turns.hasNext()) {
      Map.Entry<String, Host> turn = turns.next();
      Host host = turn.getValue();
      if (host.running < perHost && !host.waiting.isEmpty()) {
        turns.remove();
        hosts.put(turn.getKey(), host); // its next turn comes last
        start(turn.getKey(), host);
        return true;
      }
    }
    return false;
  }

  private void start(String name, Host host) {
    Runnable work = host.waiting.remove();
    waiting--;
    host.running++;
    running++;
    try {
      threads.execute(
          () -> {
            try {
              work.run();
            } finally {
              ended(name, host);
            }
          });
    } catch (RejectedExecutionException e) {
      // Closed: whoever closes ends what waits for this.
      host.running--;
      running--;
    }
  }

  private synchronized void ended(String name, Host host) {
    host.running--;
    running--;
    if (host.running == 0 && host.waiting.isEmpty()) {
      hosts.remove(name);
    }
    begin();
  }
}
