package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.network.CheckpointNetwork;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.kernel.PyTorch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The engine on one device. Pictures are decoded on a pool of CPU threads; one device thread forms
 * batches of whatever is ready and takes them through the network.
 *
 * <p>Several device threads on one device are the rejected alternative: they would split the
 * batches and compete for the same cores.
 */
public final class BatchingEngine implements Engine {
  private final Network network;
  private final ModelIdentity identity;
  private final Clock clock;
  private final int capacity;
  private final Preparation preparation;
  private final ExecutorService decoders;
  private final BatchQueue queue;
  private final BatchRunner runner;
  private final Progress progress = new Progress();
  private final EngineCounters counters = new EngineCounters();
  private final Thread device;

  /** Everything submitted and not completed; any thread. */
  private final Set<PendingRequest> pending = ConcurrentHashMap.newKeySet();

  private final AtomicInteger held = new AtomicInteger();

  /** Why nothing more is served; null while all is well. Written once. */
  private volatile BlipstreamException over;

  private BatchingEngine(EngineConfig config, Network network, Clock clock) {
    this.network = network;
    this.clock = clock;
    this.capacity = config.queueCapacity();
    this.identity = new ModelIdentity(network.name(), network.digest(), network.family());
    this.preparation =
        new Preparation(new ImageDecoder(config.limits(), config.profile()), network);
    this.decoders =
        Executors.newFixedThreadPool(config.decodeThreads(), task -> daemon(task, "decode"));
    this.queue =
        new BatchQueue(
            config.maxImages(), config.maxPrompts(), config.linger(), config.queueCapacity());
    this.runner = new BatchRunner(network, identity, config.maxPrompts(), counters, progress);
    this.device = daemon(this::serve, "device");
  }

  /**
   * Loads the model and starts to serve.
   *
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or CHECKPOINT_UNSUPPORTED
   * @throws RetriableException DEVICE_UNAVAILABLE
   */
  public static BatchingEngine open(EngineConfig config, Clock clock) {
    Network network = CheckpointNetwork.open(config.model(), config.resize());
    PyTorch.spreadOver(config.threads());
    return open(config, network, clock);
  }

  /**
   * Serves from a network that is already there.
   *
   * @param network the engine's from now on; closed with it
   */
  public static BatchingEngine open(EngineConfig config, Network network, Clock clock) {
    BatchingEngine engine = new BatchingEngine(config, network, clock);
    engine.device.start();
    return engine;
  }

  @Override
  public CompletableFuture<Reply> submit(ImageRequest request) {
    PendingRequest asked = new PendingRequest(request);
    int holds = held.incrementAndGet();
    if (holds == 1) {
      progress.made();
    }
    if (holds > capacity) {
      held.decrementAndGet();
      asked.fail(overloaded());
      return asked.future();
    }
    pending.add(asked);
    // not the dependent future is handed out: cancelling that one would not reach the queue
    var unused =
        asked
            .future()
            .whenComplete(
                (reply, error) -> {
                  pending.remove(asked);
                  held.decrementAndGet();
                });
    try {
      decoders.execute(() -> prepare(asked));
    } catch (RejectedExecutionException e) {
      asked.fail(closed());
    }
    if (over != null) {
      asked.fail(over); // closed in between: whoever closes may have looked before this one came
    }
    return asked.future();
  }

  @Override
  public ModelIdentity model() {
    return identity;
  }

  @Override
  public EngineStats stats() {
    return counters.snapshot(held.get());
  }

  @Override
  public Duration silence() {
    return held.get() == 0 ? Duration.ZERO : progress.since();
  }

  @Override
  public void close() {
    stop(closed());
    device.interrupt();
    try {
      device.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // the network may still be computing: freeing it now would end the process
    }
    network.close();
  }

  /** On a decode thread. */
  private void prepare(PendingRequest asked) {
    if (asked.future().isDone()) {
      return;
    }
    try {
      boolean room = queue.add(preparation.prepare(asked));
      progress.made();
      if (!room) {
        asked.fail(overloaded());
      }
    } catch (FatalException e) {
      asked.complete(new Reply.Rejected(e.fault()));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // whatever a decoder does to this thread, the future must end: a stream thread waits for it
      asked.complete(
          new Reply.Rejected(
              new Fault(
                  FaultCode.INTERNAL,
                  "preparing the request failed: " + e.getClass().getSimpleName())));
    }
  }

  /** The device thread: it alone touches the network. */
  private void serve() {
    network.prepareThread();
    try {
      while (over == null) {
        List<PreparedRequest> batch = queue.take().stream().filter(this::stillWanted).toList();
        if (!batch.isEmpty()) {
          runner.run(batch);
        }
      }
    } catch (InterruptedException e) {
      stop(closed());
    } catch (Throwable e) {
      // Not retriable: whoever tried again would find the same engine without its thread, for ever.
      stop(new FatalException(FaultCode.INTERNAL, "the device thread ended: " + e, e));
      throw e;
    }
  }

  /** Late requests are told so without touching the device; cancelled ones are dropped. */
  private boolean stillWanted(PreparedRequest request) {
    if (request.pending().expired(clock.instant())) {
      request
          .pending()
          .complete(
              new Reply.Rejected(
                  new Fault(
                      FaultCode.DEADLINE_EXPIRED,
                      "the deadline passed before the device was reached")));
    }
    return !request.pending().future().isDone();
  }

  private void stop(BlipstreamException reason) {
    if (over == null) {
      over = reason;
    }
    decoders.shutdownNow();
    pending.forEach(asked -> asked.fail(over));
  }

  private RetriableException overloaded() {
    return new RetriableException(
        FaultCode.ENGINE_OVERLOADED, "the engine already holds " + capacity + " requests");
  }

  private static RetriableException closed() {
    return new RetriableException(FaultCode.ENGINE_CLOSED, "the engine is closed");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, "blipstream-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
