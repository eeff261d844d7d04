package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.EngineStats.Work;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.runtime.image.process.IsolatedDecoder;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The engine: requests wait in lanes and fair shares, are decoded on a pool of CPU threads, and go
 * through the network on workers that batch whatever is ready.
 *
 * <p>intake → decode threads → prepared queue → a worker: image encoder → Q-Former → language model
 */
public final class BatchingEngine implements ReloadableEngine {
  /** For which a batch that runs is waited for when the engine is closed. */
  private static final long CLOSE_MILLIS = 10_000;

  private final EngineConfig config;
  private final Function<Path, List<Network>> networks;
  private final Clock clock;
  private final IsolatedDecoder pictures;
  private final Intake intake;
  private final Decoders decoders;
  private final DeadlineWatch deadlines;
  private final Progress progress = new Progress();
  private final EngineCounters counters = new EngineCounters(progress);
  private final long opened = System.nanoTime();

  /** Everything submitted and not completed; any thread. */
  private final Set<PendingRequest> pending = ConcurrentHashMap.newKeySet();

  private final AtomicInteger held = new AtomicInteger();
  private final AtomicLong heldBytes = new AtomicLong();

  /** Who answers what begins now; written by {@link #reload}, one at a time. */
  private volatile Serving serving;

  /** Why nothing more is served; null while all is well. Written once. */
  private volatile BlipstreamException over;

  private BatchingEngine(
      EngineConfig config,
      List<Network> serving,
      Function<Path, List<Network>> networks,
      Clock clock) {
    this.config = config;
    this.networks = networks;
    this.clock = clock;
    this.pictures = new IsolatedDecoder(config.limits(), config.profile(), config.isolation());
    // two batches: one may be taken while the next is read
    this.intake =
        new Intake(
            2 * config.batches().images() * config.compute().workers() * serving.size(),
            config.feedWeights());
    this.decoders =
        new Decoders(config.intake().decodeThreads(), intake, this::bind, counters, clock);
    this.deadlines = new DeadlineWatch(clock);
    this.serving = serving(serving);
  }

  /**
   * Loads the model and starts to serve.
   *
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or CHECKPOINT_UNSUPPORTED
   * @throws RetriableException DEVICE_UNAVAILABLE
   */
  public static BatchingEngine open(EngineConfig config, Clock clock) {
    return open(config, LoadProgress.UNSEEN, clock);
  }

  /**
   * The same.
   *
   * @param progress is told of the weights' bytes, device by device
   */
  public static BatchingEngine open(EngineConfig config, LoadProgress progress, Clock clock) {
    List<Network> networks = OnDevices.open(config, config.model(), progress);
    PyTorch.spreadOver(config.compute().threads());
    return open(config, networks, folders(config), clock);
  }

  /**
   * Serves from a network that is already there.
   *
   * @param network the engine's from now on; closed with it
   */
  public static BatchingEngine open(EngineConfig config, Network network, Clock clock) {
    return open(config, List.of(network), folders(config), clock);
  }

  /**
   * The same, on several devices, and with another way to come to networks.
   *
   * @param serving the same checkpoint once for each device
   * @param networks opens a folder, for {@link #reload}; throws where it cannot
   */
  public static BatchingEngine open(
      EngineConfig config,
      List<Network> serving,
      Function<Path, List<Network>> networks,
      Clock clock) {
    BatchingEngine engine = new BatchingEngine(config, serving, networks, clock);
    engine.serving.start();
    engine.decoders.start();
    engine.deadlines.start();
    return engine;
  }

  private static Function<Path, List<Network>> folders(EngineConfig config) {
    return folder -> OnDevices.open(config, folder, LoadProgress.UNSEEN);
  }

  private Serving serving(List<Network> networks) {
    return new Serving(
        config,
        networks,
        pictures,
        intake,
        counters,
        clock,
        why ->
            // Not retriable: whoever tried again would find the same broken engine, for ever.
            stop(
                new FatalException(
                    FaultCode.DEVICE_LOST, "no device computes any more: " + why, why)));
  }

  @Override
  public CompletableFuture<Reply> submit(ImageRequest request) {
    PendingRequest asked = new PendingRequest(request);
    long bytes = asked.bytes();
    int holds = held.incrementAndGet();
    long holdsBytes = heldBytes.addAndGet(bytes);
    if (holds == 1) {
      progress.made(); // silence is counted from here, not from the last time there was work
    }
    asked.whenOver(() -> forget(asked, bytes));
    if (over != null) {
      asked.fail(over);
    } else if (holds > config.intake().requests()
        || (holds > 1 && holdsBytes > config.intake().bytes())) {
      asked.fail(overloaded());
    } else {
      pending.add(asked);
      deadlines.add(asked);
      intake.add(asked);
      if (over != null) {
        asked.fail(over); // closed in between: whoever closes may have looked before this one came
      }
      if (asked.over()) {
        forgotten(asked); // it ended in between, when there was nothing to forget yet
      }
    }
    return asked.future();
  }

  private void forget(PendingRequest asked, long bytes) {
    held.decrementAndGet();
    heldBytes.addAndGet(-bytes);
    forgotten(asked);
    if (asked.expired()) {
      counters.expired();
    }
  }

  private void forgotten(PendingRequest asked) {
    pending.remove(asked);
    intake.remove(asked);
  }

  /** On a decode thread. */
  private Serving bind() {
    Serving now = serving;
    while (!now.enter()) {
      now = serving;
    }
    return now;
  }

  @Override
  public synchronized ModelIdentity reload(Path folder) {
    if (over != null) {
      throw over;
    }
    List<Network> loaded = networks.apply(folder);
    Serving old = serving;
    try {
      for (Network network : loaded) {
        network.prepareThread();
        Canary.sing(network);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      loaded.forEach(Network::close);
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, folder + " loads but does not compute: " + e, e);
    }
    Serving next = serving(loaded);
    next.start();
    serving = next;
    old.retire();
    return next.identity();
  }

  @Override
  public void observe(EngineObserver observer) {
    counters.observe(observer);
  }

  @Override
  public ModelIdentity model() {
    return serving.identity();
  }

  @Override
  public EngineStats stats() {
    Map<Stage, Work> stages = counters.stages();
    Serving now = serving;
    return new EngineStats(
        stages.get(Stage.VISION).items(),
        counters.answers(),
        stages.get(Stage.VISION).batches(),
        stages.get(Stage.READING).batches(),
        held.get(),
        counters.busyNanos(),
        counters.tokens(),
        now.workers(),
        System.nanoTime() - opened,
        stages,
        intake.sizes(),
        counters.ends(),
        counters.filling(),
        now.features(),
        counters.troubles());
  }

  @Override
  public Duration silence() {
    return held.get() == 0 ? Duration.ZERO : progress.since();
  }

  /** Waits for the batch that runs, but not for ever. */
  @Override
  public synchronized void close() {
    stop(new RetriableException(FaultCode.ENGINE_CLOSED, "the engine is closed"));
    deadlines.close();
    serving.stop(CLOSE_MILLIS);
    pictures.close();
  }

  private void stop(BlipstreamException reason) {
    if (over == null) {
      over = reason;
    }
    intake.close();
    pending.forEach(asked -> asked.fail(over));
  }

  private RetriableException overloaded() {
    return new RetriableException(
        FaultCode.ENGINE_OVERLOADED,
        "the engine already holds %d requests or %d bytes"
            .formatted(config.intake().requests(), config.intake().bytes()));
  }
}
