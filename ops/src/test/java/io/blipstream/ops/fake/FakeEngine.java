package io.blipstream.ops.fake;

import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ImageFacts;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.engine.StageTimes;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers each prompt with the picture's bytes as text and the prompt, so that a test sees which
 * picture met which words. A picture whose text begins with {@code poison} cannot be read.
 */
public final class FakeEngine implements Engine {
  /** Prompts that begin with it fail alone. */
  public static final String FAILING = "fail";

  private final Duration latency;
  private final ModelIdentity identity;
  private final AtomicLong images = new AtomicLong();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private volatile boolean closed;

  public FakeEngine(Duration latency) {
    this(latency, new ModelIdentity("fake", "f".repeat(64), "fake"));
  }

  public FakeEngine(Duration latency, ModelIdentity identity) {
    this.latency = latency;
    this.identity = identity;
  }

  public static String answer(String picture, String prompt) {
    return picture + ": " + prompt;
  }

  /** Most requests that were ever open at once. */
  public int mostOpen() {
    return mostOpen.get();
  }

  @Override
  public CompletableFuture<Reply> submit(ImageRequest request) {
    if (closed) {
      return CompletableFuture.failedFuture(
          new RetriableException(FaultCode.ENGINE_CLOSED, "the engine is closed"));
    }
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    Executor later = CompletableFuture.delayedExecutor(latency.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(
        () -> {
          open.decrementAndGet();
          return reply(request);
        },
        later);
  }

  private Reply reply(ImageRequest request) {
    ByteBuffer frame = request.frames().get(0).duplicate();
    String picture = StandardCharsets.UTF_8.decode(frame).toString();
    images.incrementAndGet();
    if (picture.startsWith("poison")) {
      return new Reply.Rejected(new Fault(FaultCode.IMAGE_UNDECODABLE, "the bytes are no picture"));
    }
    List<Outcome> outcomes =
        request.prompts().stream().map(prompt -> outcome(picture, prompt)).toList();
    return new Reply.Answered(
        model(), request.frames().stream().map(FakeEngine::facts).toList(), outcomes);
  }

  private static ImageFacts facts(ByteBuffer frame) {
    return new ImageFacts("0".repeat(64), "png", 8, 8, frame.remaining());
  }

  private Outcome outcome(String picture, Prompt prompt) {
    if (prompt.text().startsWith(FAILING)) {
      return new Outcome.Failed(new Fault(FaultCode.INFERENCE_FAILED, "the network failed"));
    }
    answers.incrementAndGet();
    return new Outcome.Answer(
        answer(picture, prompt.text()),
        List.of(7, 1),
        List.of(-0.25f, -0.5f),
        Math.exp(-0.375),
        List.of(),
        1,
        false,
        new StageTimes(1, 2, 3, 4, 5, 15));
  }

  @Override
  public ModelIdentity model() {
    return identity;
  }

  @Override
  public EngineStats stats() {
    return new EngineStats(images.get(), answers.get(), images.get(), answers.get(), 0, 0);
  }

  @Override
  public Duration silence() {
    return Duration.ZERO;
  }

  @Override
  public void close() {
    closed = true;
  }
}
