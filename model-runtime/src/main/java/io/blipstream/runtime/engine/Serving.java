package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.features.FeatureCache;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.schedule.BatchLimit;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.runtime.image.PictureDecoder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One model at work: its network on each device, the workers that take from one queue, and the
 * requests that are bound to it. A request that began with a model ends with it; a model that is
 * replaced goes when the last of them has ended. Any thread.
 */
final class Serving {
  /** One for each device. */
  private final List<Network> networks;

  private final ModelIdentity identity;
  private final PreparedQueue prepared;
  private final FeatureCache<SeenImage> cache;
  private final Preparation preparation;
  private final Consumer<Throwable> broken;

  /** Guarded by this, as is all below. */
  private final List<Worker> working = new ArrayList<>();

  /** Those that cannot go on; some of them may still be at work on saying so. */
  private final Set<Worker> failed = new HashSet<>();

  private int bound;
  private boolean retired;
  private boolean released;

  /**
   * @param networks the same checkpoint on each device; the serving's from now on
   * @param broken is told when the last worker could not go on
   */
  Serving(
      EngineConfig config,
      List<Network> networks,
      PictureDecoder decoder,
      Intake intake,
      EngineCounters counters,
      Clock clock,
      Consumer<Throwable> broken) {
    this.networks = List.copyOf(networks);
    Network network = networks.get(0);
    this.identity = new ModelIdentity(network.name(), network.digest(), network.family());
    this.prepared = new PreparedQueue(intake, config.batches().images(), config.batches().linger());
    this.cache =
        new FeatureCache<>(
            config.featureBytes(),
            seen -> seen.features().bytes(),
            seen -> seen.features().close());
    this.preparation = new Preparation(decoder, network, identity, cache);
    this.broken = broken;
    for (Network each : networks) {
      for (int i = 0; i < config.compute().workers(); i++) {
        working.add(worker(each, config, intake, counters, clock));
      }
    }
  }

  private Worker worker(
      Network network, EngineConfig config, Intake intake, EngineCounters counters, Clock clock) {
    int rows = config.batches().rows();
    BatchLimit pictures = new BatchLimit(config.batches().images());
    Isolation isolation = new Isolation(network, cache::clear, counters);
    Worker.Parts parts =
        new Worker.Parts(network, prepared, isolation, new BatchLimit(rows), counters);
    Sizes sizes = new Sizes(pictures, rows, intake, clock);
    Looking looking = new Looking(network, cache, isolation, pictures, counters, prepared::add);
    BatchLimit speaking = new BatchLimit(rows);
    Speaking urgent =
        new Speaking(
            network,
            isolation,
            speaking,
            counters,
            question -> sizes.urgentTook(question.deviceNanos()));
    Speaking others = new Speaking(network, isolation, speaking, counters, question -> {});
    return new Worker(
        "device-" + working.size(),
        parts,
        List.of(
            new Track(true, parts, urgent, looking, sizes),
            new Track(false, parts, others, looking, sizes)),
        this::ended,
        this::failed);
  }

  void start() {
    List.copyOf(working).forEach(Worker::start);
  }

  ModelIdentity identity() {
    return identity;
  }

  Preparation preparation() {
    return preparation;
  }

  PreparedQueue prepared() {
    return prepared;
  }

  FeatureCache.Stats features() {
    return cache.stats();
  }

  synchronized int workers() {
    return working.size();
  }

  /** Binds whoever reads a request; false where the model is replaced already. */
  synchronized boolean enter() {
    bound += retired ? 0 : 1;
    return !retired;
  }

  /** Binds the request as well, which may end before it is read, and much later. */
  synchronized void bind(PendingRequest request) {
    bound++;
    request.whenOver(this::leave);
  }

  /** A bound request has ended, or is read. */
  void leave() {
    synchronized (this) {
      bound--;
      closeIfDone();
    }
    releaseIfUnused();
  }

  /** Another model takes over: nothing new begins. */
  synchronized void retire() {
    retired = true;
    closeIfDone();
  }

  private void closeIfDone() {
    if (retired && bound == 0) {
      prepared.close();
    }
  }

  private void ended(Worker worker) {
    synchronized (this) {
      working.remove(worker);
    }
    releaseIfUnused();
  }

  /** Not before the last that reads has read: a network closed under it would end the process. */
  private void releaseIfUnused() {
    synchronized (this) {
      if (released || bound > 0 || !working.isEmpty() || !prepared.isClosed()) {
        return;
      }
      released = true;
    }
    cache.clear();
    networks.forEach(Network::close);
  }

  private void failed(Worker worker, Throwable why) {
    boolean last;
    synchronized (this) {
      // not "the only one left": two that fail at once would each count on the other
      failed.add(worker);
      last = failed.containsAll(working);
    }
    if (last) {
      broken.accept(why);
    }
    worker
        .unfinished()
        .forEach(
            request ->
                request.fail(
                    new RetriableException(
                        FaultCode.DEVICE_UNAVAILABLE, "the device failed: " + why, why)));
  }

  /**
   * Ends at once; what is bound must have been told.
   *
   * @param millis for which batches that run are waited for; a device that hangs is left behind
   *     with all its memory, since freeing what a batch still uses would end the process
   */
  void stop(long millis) {
    List<Worker> all;
    synchronized (this) {
      retired = true;
      all = List.copyOf(working);
    }
    prepared.close();
    all.forEach(Worker::stop);
    long until = System.nanoTime() + millis * 1_000_000;
    try {
      for (Worker worker : all) {
        boolean unused = worker.join((until - System.nanoTime()) / 1_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
