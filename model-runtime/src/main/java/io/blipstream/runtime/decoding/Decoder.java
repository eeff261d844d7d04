package io.blipstream.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.language.LanguageModel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Opens decoding sessions, and decodes whole batches through them. Any prepared thread may call it.
 */
public final class Decoder implements AutoCloseable {
  private final Scores scores;
  private final EarlyStopping stopping;

  private Decoder(Scores scores, EarlyStopping stopping) {
    this.scores = scores;
    this.stopping = stopping;
  }

  /**
   * @param manager owns the compiled kernels
   * @param stopping of beam search
   */
  public static Decoder load(NDManager manager, EarlyStopping stopping) {
    return new Decoder(Scores.load(manager), stopping);
  }

  /**
   * @param manager becomes the session's own
   */
  public <T> DecodingSession<T> open(NDManager manager, LanguageModel model) {
    return new DecodingSession<>(manager, model, scores, stopping);
  }

  /**
   * Decodes a batch to its end.
   *
   * @param manager becomes the call's own
   * @param soft [B, F·K, D] soft prompts
   * @param prompts B rows of token ids
   * @return one per task
   */
  public List<Decoded> decode(
      NDManager manager,
      LanguageModel model,
      NDArray soft,
      List<long[]> prompts,
      List<DecodingTask> tasks) {
    try (DecodingSession<Integer> session = open(manager, model)) {
      session.admit(soft, prompts, tasks, IntStream.range(0, tasks.size()).boxed().toList());
      Decoded[] answers = new Decoded[tasks.size()];
      while (!session.idle()) {
        session.step().forEach(ended -> answers[ended.ticket()] = ended.answer());
      }
      return List.of(answers);
    }
  }

  @Override
  public void close() {
    scores.close();
  }
}
