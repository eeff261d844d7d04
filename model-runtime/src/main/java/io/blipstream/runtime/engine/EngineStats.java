package io.blipstream.runtime.engine;

/**
 * Counters since the engine was opened.
 *
 * @param images pictures through the image encoder
 * @param answers prompts answered
 * @param imageBatches batches through the image encoder
 * @param answerBatches batches through the language model
 * @param queued requests waiting now
 * @param deviceBusyNanos time the device thread spent computing
 */
public record EngineStats(
    long images,
    long answers,
    long imageBatches,
    long answerBatches,
    int queued,
    long deviceBusyNanos) {
  /** Mean number of prompts in a batch of the language model; 0 before the first. */
  public double meanAnswerBatch() {
    return answerBatches == 0 ? 0 : (double) answers / answerBatches;
  }

  /** Mean number of pictures in a batch of the image encoder; 0 before the first. */
  public double meanImageBatch() {
    return imageBatches == 0 ? 0 : (double) images / imageBatches;
  }
}
