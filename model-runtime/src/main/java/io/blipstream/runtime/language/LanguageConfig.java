package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.weights.Weights;
import java.util.List;
import java.util.Map;

/** What a configuration says of a language model, before any weight is touched. */
public interface LanguageConfig {
  /** Width D of a soft prompt. */
  int width();

  /** Asks for every tensor that the model has, by the names that Hugging Face writes. */
  <T> List<T> tensors(Weights<T> weights);

  /**
   * Numbers that activations and caches hold at the worst moment of reading and speaking, so that
   * memory can be foretold.
   */
  long workingNumbers(Reading reading);

  /** Sizes by the configuration's own names, for people. */
  Map<String, Integer> sizes();

  /**
   * @param weights that fit what {@link #tensors} asks for
   * @param manager owns the compiled kernels
   */
  LanguageModel load(Weights<NDArray> weights, NDManager manager);
}
