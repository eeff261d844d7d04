package io.blipstream.ops.bench;

import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.Outcome;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one pass over a workload took.
 *
 * @param seconds from the first submission to the last answer
 * @param prompts answered
 * @param tokens said, end tokens included
 * @param pictures through the image encoder
 * @param meanBatch prompts in a batch of the language model
 * @param meanPictureBatch pictures in a batch of the image encoder
 * @param stages where the time went
 */
public record Pass(
    double seconds,
    int prompts,
    long tokens,
    long pictures,
    double meanBatch,
    double meanPictureBatch,
    Stages stages) {
  /**
   * Seconds of each stage over the whole pass.
   *
   * @param decode on CPU threads, beside the device
   * @param vision image encoder
   * @param qformer Q-Former and projection
   * @param language language model
   * @param busy share of the pass in which the device computed, 0 to 1
   */
  public record Stages(
      double decode, double vision, double qformer, double language, double busy) {}

  static Pass of(
      long nanos, List<List<Outcome.Answer>> replies, EngineStats before, EngineStats after) {
    List<Outcome.Answer> answers = replies.stream().flatMap(List::stream).toList();
    long answered = after.answers() - before.answers();
    long batches = after.answerBatches() - before.answerBatches();
    long pictures = after.images() - before.images();
    long pictureBatches = after.imageBatches() - before.imageBatches();
    return new Pass(
        nanos / 1e9,
        answers.size(),
        answers.stream().mapToLong(answer -> answer.tokenIds().size()).sum(),
        pictures,
        batches == 0 ? 0 : (double) answered / batches,
        pictureBatches == 0 ? 0 : (double) pictures / pictureBatches,
        stages(
            nanos,
            replies.stream().mapToLong(reply -> reply.get(0).times().decode()).sum(),
            answers,
            after.deviceBusyNanos() - before.deviceBusyNanos()));
  }

  public double requestsPerSecond() {
    return prompts / seconds;
  }

  public double tokensPerSecond() {
    return tokens / seconds;
  }

  /** An answer tells its whole batch's time, so that of a batch of n each counts one n-th. */
  private static Stages stages(
      long nanos, long decodeNanos, List<Outcome.Answer> answers, long busyNanos) {
    double qformer = shared(answers, answer -> answer.times().qformer());
    double language = shared(answers, answer -> answer.times().language());
    return new Stages(
        decodeNanos / 1e9,
        Math.max(0, busyNanos / 1e9 - qformer - language),
        qformer,
        language,
        Math.min(1, busyNanos / (double) nanos));
  }

  private static double shared(List<Outcome.Answer> answers, ToLongFunction<Outcome.Answer> time) {
    return answers.stream()
        .mapToDouble(answer -> time.applyAsLong(answer) / 1e9 / answer.batchSize())
        .sum();
  }
}
