package io.blipstream.ops.bench;

import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Stage;
import java.util.List;

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
   * Seconds of each stage over the whole pass, added up over the engine's workers. The engine's own
   * clock of its stages, not the times that answers tell: those are a batch's, whose rows are beams
   * and candidates too.
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
        new Stages(
            replies.stream().mapToLong(reply -> reply.get(0).times().decode()).sum() / 1e9,
            seconds(before, after, Stage.VISION),
            seconds(before, after, Stage.QFORMER),
            seconds(before, after, Stage.READING) + seconds(before, after, Stage.SPEAKING),
            Math.min(1, (after.deviceBusyNanos() - before.deviceBusyNanos()) / (double) nanos)));
  }

  public double requestsPerSecond() {
    return prompts / seconds;
  }

  public double tokensPerSecond() {
    return tokens / seconds;
  }

  private static double seconds(EngineStats before, EngineStats after, Stage stage) {
    return (nanos(after, stage) - nanos(before, stage)) / 1e9;
  }

  private static long nanos(EngineStats stats, Stage stage) {
    EngineStats.Work work = stats.stages().get(stage);
    return work == null ? 0 : work.nanos();
  }
}
