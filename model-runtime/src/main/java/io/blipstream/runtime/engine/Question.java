package io.blipstream.runtime.engine;

import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.engine.PreparedRequest.Asked;
import io.blipstream.runtime.engine.features.Lease;
import io.blipstream.runtime.engine.network.Features;
import io.blipstream.runtime.engine.network.Session;
import io.blipstream.runtime.engine.network.Sight;
import io.blipstream.runtime.engine.network.SoftPrompt;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One prompt about pictures that the network has seen, on its way to an answer. Owned by a worker's
 * thread; equal to itself alone.
 */
final class Question implements AutoCloseable {
  private final PreparedRequest request;
  private final Asked asked;
  private final List<Lease<SeenImage>> images;
  private final boolean reused;
  private final long visionNanos;
  private SoftPrompt soft;
  private long qformerNanos;
  private long admitted;
  private long stepsBefore;
  private long rowsBefore;
  private boolean ended;

  /**
   * @param images the question's own leases
   * @param reused whether somebody else had paid for the image encoder
   */
  Question(
      PreparedRequest request,
      Asked asked,
      List<Lease<SeenImage>> images,
      boolean reused,
      long visionNanos) {
    this.request = request;
    this.asked = asked;
    this.images = List.copyOf(images);
    this.reused = reused;
    this.visionNanos = visionNanos;
  }

  PendingRequest pending() {
    return request.pending();
  }

  /** Whether nobody waits for its answer any more. */
  boolean over() {
    return ended || pending().over();
  }

  int frames() {
    return images.size();
  }

  /** Rows that it may come to have in the language model: one per beam or candidate. */
  int rows() {
    return Math.max(asked.task().options().beams(), asked.task().candidates().size());
  }

  /** Words that the Q-Former reads. */
  int instructionLength() {
    return asked.tokens().instruction().length;
  }

  /** Words that the language model reads. */
  int length() {
    return asked.tokens().words().length;
  }

  Sight sight() {
    List<Features> frames = images.stream().map(lease -> lease.value().features()).toList();
    return new Sight(frames, asked.tokens());
  }

  /** The pictures are not needed any more. */
  void soften(SoftPrompt prompt, long nanos) {
    soft = prompt;
    qformerNanos = nanos;
    images.forEach(Lease::close);
  }

  /** For the language model; its time runs from now. */
  Session.Entry<Question> entry(long steps, long rows) {
    admitted = System.nanoTime();
    stepsBefore = steps;
    rowsBefore = rows;
    return new Session.Entry<>(this, soft, asked.tokens(), asked.task());
  }

  /**
   * Hands the answer in.
   *
   * @param steps of the session so far
   * @param rows sum of the session's rows over them
   * @return what whoever watches is told of it
   */
  EngineObserver.Spoken answer(Decoded decoded, String text, long steps, long rows) {
    long now = System.nanoTime();
    long language = now - admitted;
    long total = now - pending().submitted();
    long computed = request.decodeNanos() + visionNanos + qformerNanos + language;
    int batch = Math.toIntExact(Math.round((double) (rows - rowsBefore) / (steps - stepsBefore)));
    pending()
        .settle(
            asked.prompt(),
            new Outcome.Answer(
                text,
                decoded.tokenIds(),
                decoded.logProbabilities(),
                decoded.confidence(),
                choices(decoded),
                batch,
                reused,
                new StageTimes(
                    Math.max(0, total - computed),
                    request.decodeNanos(),
                    visionNanos,
                    qformerNanos,
                    language,
                    total)));
    close();
    String trace = pending().request().trace();
    return new EngineObserver.Spoken(trace, admitted, language, decoded.tokenIds().size(), batch);
  }

  void fail(Outcome.Failed failed) {
    pending().settle(asked.prompt(), failed);
    close();
  }

  /** What the device took for it, the company of others included. */
  long deviceNanos() {
    return visionNanos + qformerNanos + System.nanoTime() - admitted;
  }

  private List<Choice> choices(Decoded decoded) {
    List<String> candidates = asked.task().options().candidates();
    List<Double> scores = decoded.scores();
    return IntStream.range(0, candidates.size())
        .mapToObj(i -> new Choice(candidates.get(i), decoded.candidates().get(i), scores.get(i)))
        .toList();
  }

  @Override
  public void close() {
    ended = true;
    images.forEach(Lease::close);
    if (soft != null) {
      soft.close();
      soft = null;
    }
  }
}
