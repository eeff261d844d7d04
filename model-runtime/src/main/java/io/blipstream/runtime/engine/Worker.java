package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.schedule.BatchLimit;
import io.blipstream.runtime.engine.schedule.LaneTurns;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One thread that computes on one device. It does one batch of one stage at a time, and chooses
 * after each what comes next: the urgent first, though not for ever.
 *
 * <p>A thread for each stage is the rejected alternative: they would compete for the same device,
 * and an urgent request would wait for whatever stage happened to hold it each time it is handed
 * on. Stages overlap where a device has several workers.
 */
final class Worker {
  /**
   * What its stages share.
   *
   * @param softening limit of a batch of the Q-Former
   */
  record Parts(
      Network network,
      PreparedQueue prepared,
      Isolation isolation,
      BatchLimit softening,
      EngineCounters counters) {}

  private final Parts parts;
  private final List<Track> tracks;
  private final LaneTurns turns = new LaneTurns(2);
  private final Consumer<Worker> ended;
  private final BiConsumer<Worker, Throwable> failed;
  private final Thread thread;

  /** Set from outside: what has begun is left as it is. */
  private volatile boolean stopped;

  /**
   * @param tracks the urgent one first
   * @param ended is told on the worker's thread when it computes no more
   * @param failed likewise, where it cannot go on
   */
  Worker(
      String name,
      Parts parts,
      List<Track> tracks,
      Consumer<Worker> ended,
      BiConsumer<Worker, Throwable> failed) {
    this.parts = parts;
    this.tracks = List.copyOf(tracks);
    this.ended = ended;
    this.failed = failed;
    this.thread = new Thread(this::run, "blipstream-" + name);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Interrupts it; the batch that runs is waited for, so long. */
  void stop() {
    stopped = true;
    thread.interrupt();
  }

  boolean join(long millis) throws InterruptedException {
    thread.join(Math.max(1, millis));
    return !thread.isAlive();
  }

  private void run() {
    try {
      parts.network().prepareThread();
      while (!stopped && (!idle() || parts.prepared().await())) {
        work();
      }
      tracks.forEach(Track::close);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it but stop()
    } catch (Throwable e) {
      if (!stopped) {
        failed.accept(this, e);
      }
      if (e instanceof Error error && !(e instanceof OutOfMemoryError)) {
        throw error;
      }
    } finally {
      ended.accept(this);
    }
  }

  private boolean idle() {
    return tracks.stream().allMatch(Track::idle);
  }

  private void work() {
    int lane = turns.next(this::hasWork);
    if (lane < 0) {
      return;
    }
    long begin = System.nanoTime();
    tracks.get(lane).work();
    long nanos = System.nanoTime() - begin;
    turns.served(lane, (double) nanos, this::hasWork);
    parts.counters().busy(nanos);
  }

  private boolean hasWork(int lane) {
    return tracks.get(lane).hasWork();
  }

  /** What it had begun when it could not go on. */
  List<PendingRequest> unfinished() {
    return tracks.stream().flatMap(track -> track.unfinished().stream()).distinct().toList();
  }
}
