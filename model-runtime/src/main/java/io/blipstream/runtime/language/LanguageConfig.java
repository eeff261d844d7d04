package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.weights.Weights;
import java.util.List;

/** What a configuration says of a language model, before any weight is touched. */
public interface LanguageConfig {
  /** Width D of a soft prompt. */
  int width();

  /** Asks for every tensor that the model has, by the names that Hugging Face writes. */
  <T> List<T> tensors(Weights<T> weights);

  /**
   * @param weights that fit what {@link #tensors} asks for
   * @param manager owns the compiled kernels
   */
  LanguageModel load(Weights<NDArray> weights, NDManager manager);
}
