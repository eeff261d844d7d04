package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.features.FeatureCache;
import java.util.Map;

/**
 * Counters since the engine was opened. Cheap to take; what belongs together may be a moment apart.
 *
 * @param images pictures through the image encoder
 * @param answers prompts answered
 * @param imageBatches batches through the image encoder
 * @param answerBatches batches that the language model read
 * @param queued requests held now, waiting and running
 * @param deviceBusyNanos time that workers spent computing, added up over them
 * @param tokens said in answers
 * @param workers that compute now
 * @param upNanos since the engine was opened
 * @param stages what each did
 * @param waiting requests that wait to be decoded, by lane
 * @param ends why batches were closed
 * @param filling how full they were
 * @param features what was kept of pictures
 * @param troubles what went wrong
 */
public record EngineStats(
    long images,
    long answers,
    long imageBatches,
    long answerBatches,
    int queued,
    long deviceBusyNanos,
    long tokens,
    int workers,
    long upNanos,
    Map<Stage, Work> stages,
    Map<Lane, Integer> waiting,
    Map<BatchEnd, Long> ends,
    Filling filling,
    FeatureCache.Stats features,
    Troubles troubles) {
  public EngineStats {
    stages = Map.copyOf(stages);
    waiting = Map.copyOf(waiting);
    ends = Map.copyOf(ends);
  }

  /** Of an engine that counts no more than this. */
  public EngineStats(
      long images,
      long answers,
      long imageBatches,
      long answerBatches,
      int queued,
      long deviceBusyNanos) {
    this(
        images,
        answers,
        imageBatches,
        answerBatches,
        queued,
        deviceBusyNanos,
        0,
        1,
        0,
        Map.of(),
        Map.of(),
        Map.of(),
        new Filling(0, 0, 0, 0),
        new FeatureCache.Stats(0, 0, 0, 0, 0),
        new Troubles(0, 0, 0, 0));
  }

  /** What a stage did. */
  public record Work(long batches, long items, long nanos) {}

  /**
   * How full the batches were.
   *
   * @param rows of the language model, added up over its steps
   * @param room that there was for rows, likewise
   * @param positions of the padded batches of Q-Former and language model
   * @param padding positions that held nothing
   */
  public record Filling(long rows, long room, long positions, long padding) {
    /** Share of the language model's rows that spoke, 0 to 1; 0 before the first step. */
    public double share() {
      return room == 0 ? 0 : (double) rows / room;
    }

    /** What came since an earlier look. */
    public Filling since(Filling before) {
      return new Filling(
          rows - before.rows,
          room - before.room,
          positions - before.positions,
          padding - before.padding);
    }

    /** Share of padding, 0 to 1. */
    public double paddingShare() {
      return positions == 0 ? 0 : (double) padding / positions;
    }
  }

  /**
   * What went wrong, and was dealt with.
   *
   * @param expired requests whose deadline passed
   * @param splits batches that failed and were halved
   * @param shrinks times that memory was short
   * @param blamed pictures and prompts that failed alone
   */
  public record Troubles(long expired, long splits, long shrinks, long blamed) {}

  /** Mean number of rows in a step of the language model; 0 before the first. */
  public double meanAnswerBatch() {
    Work speaking = stages.get(Stage.SPEAKING);
    return speaking == null || speaking.batches() == 0
        ? 0
        : (double) speaking.items() / speaking.batches();
  }

  /** Mean number of pictures in a batch of the image encoder; 0 before the first. */
  public double meanImageBatch() {
    return imageBatches == 0 ? 0 : (double) images / imageBatches;
  }

  /** Share of their time that the workers computed, 0 to 1. */
  public double busyShare() {
    return upNanos == 0 || workers == 0 ? 0 : (double) deviceBusyNanos / upNanos / workers;
  }
}
