package io.blipstream.runtime.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The device and the model on it: one per process, shared by all stream threads. What one caller
 * submits is batched with what all others submit.
 *
 * <p>Any thread may call any method. Futures complete on the engine's own threads: a callback must
 * not block.
 */
public interface Engine extends AutoCloseable {
  /**
   * Queues one picture with its prompts. Returns at once and never blocks: holding back is the
   * caller's part, by bounding what it has in flight.
   *
   * @return completes with a reply, always and also for bad pictures; exceptionally with a {@link
   *     io.blipstream.runtime.fault.RetriableException} when the engine cannot serve now (closed,
   *     queue full), with a {@link io.blipstream.runtime.fault.FatalException} when it never will
   *     again, so that the process should end
   */
  CompletableFuture<Reply> submit(ImageRequest request);

  /** Which checkpoint answers what is submitted now; each reply names its own. */
  ModelIdentity model();

  /** Counters since the engine was opened. */
  EngineStats stats();

  /**
   * How long the engine has held work while none of it moved on: no picture decoded, no batch
   * through a stage, no token said. Zero while it holds nothing. A busy engine, however slow, is
   * silent for one batch at most; one whose device hangs is silent for ever.
   */
  Duration silence();

  /**
   * Tells one more what it does, from now on; an engine that has nothing to tell, tells nothing.
   */
  default void observe(EngineObserver observer) {}

  /** Refuses new requests, completes what is queued exceptionally, frees the device. */
  @Override
  void close();
}
