package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.Fault;
import java.util.List;

/** What became of one prompt. */
public sealed interface Outcome {
  /**
   * The model's words.
   *
   * @param text without special tokens, stripped
   * @param tokenIds end token included where one was made
   * @param tokenLogProbabilities natural logarithm of each token's probability
   * @param confidence geometric mean of the token probabilities, 0 to 1; of a chosen candidate, its
   *     score
   * @param choices every candidate, in the prompt's order; empty for a free answer
   * @param batchSize prompts in the language model's batch
   * @param imageReused whether another prompt had already paid for the image encoder
   */
  record Answer(
      String text,
      List<Integer> tokenIds,
      List<Float> tokenLogProbabilities,
      double confidence,
      List<Choice> choices,
      int batchSize,
      boolean imageReused,
      StageTimes times)
      implements Outcome {
    public Answer {
      requireNonNull(text, "text");
      requireNonNull(times, "times");
      choices = List.copyOf(choices);
      tokenIds = List.copyOf(tokenIds);
      tokenLogProbabilities = List.copyOf(tokenLogProbabilities);
    }
  }

  /** This prompt failed; its neighbours did not. */
  record Failed(Fault fault) implements Outcome {
    public Failed {
      requireNonNull(fault, "fault");
    }
  }
}
