package io.blipstream.topology;

import io.blipstream.runtime.engine.Choice;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An engine whose answers follow from the prompt, or are given by hand. */
final class FakeEngine implements Engine {
  static final ModelIdentity MODEL = new ModelIdentity("tiny", "d1", "instructblip-t5");
  static final ImageFacts IMAGE = new ImageFacts("ab12", "png", 640, 480, 3);
  static final StageTimes TIMES =
      new StageTimes(1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000, 15_500_000);

  record Call(ImageRequest request, CompletableFuture<Reply> reply) {
    void answer() {
      reply.complete(answered(request));
    }
  }

  /** What it says of itself. */
  volatile Duration silence = Duration.ZERO;

  final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Function<ImageRequest, CompletableFuture<Reply>> answers;

  private FakeEngine(Function<ImageRequest, CompletableFuture<Reply>> answers) {
    this.answers = answers;
  }

  /** Answers every prompt at once. */
  static FakeEngine prompt() {
    return replying(FakeEngine::answered);
  }

  static FakeEngine replying(Function<ImageRequest, Reply> reply) {
    return new FakeEngine(request -> CompletableFuture.completedFuture(reply.apply(request)));
  }

  static FakeEngine rejecting(FaultCode code) {
    return replying(request -> new Reply.Rejected(new Fault(code, "rejected")));
  }

  /** Answers when the test says so. */
  static FakeEngine byHand() {
    return new FakeEngine(request -> new CompletableFuture<>());
  }

  static FakeEngine failing(RuntimeException failure) {
    return new FakeEngine(request -> CompletableFuture.failedFuture(failure));
  }

  static Reply answered(ImageRequest request) {
    return new Reply.Answered(
        MODEL, List.of(IMAGE), request.prompts().stream().map(FakeEngine::answer).toList());
  }

  static Outcome answer(Prompt prompt) {
    return new Outcome.Answer(
        "says: " + prompt.text(),
        List.of(5, 1),
        List.of(-0.25f, -0.5f),
        0.7,
        choices(prompt),
        16,
        true,
        TIMES);
  }

  /** The longest candidate is the likeliest. */
  private static List<Choice> choices(Prompt prompt) {
    return prompt.options().candidates().stream()
        .map(text -> new Choice(text, -10.0 / text.length(), text.length() / 100.0))
        .toList();
  }

  List<String> prompts(int call) {
    return calls.get(call).request().prompts().stream().map(Prompt::text).toList();
  }

  @Override
  public CompletableFuture<Reply> submit(ImageRequest request) {
    CompletableFuture<Reply> reply = answers.apply(request);
    calls.add(new Call(request, reply));
    return reply;
  }

  @Override
  public ModelIdentity model() {
    return MODEL;
  }

  @Override
  public EngineStats stats() {
    return new EngineStats(0, 0, 0, 0, 0, 0);
  }

  @Override
  public Duration silence() {
    return silence;
  }

  @Override
  public void close() {}
}
