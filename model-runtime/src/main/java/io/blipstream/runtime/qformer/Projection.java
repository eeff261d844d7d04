package io.blipstream.runtime.qformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Kernels;
import io.blipstream.runtime.weights.Weights;
import java.util.List;

/**
 * The fully connected layer from the Q-Former's width to the language model's: its outputs are the
 * soft prompt.
 */
public final class Projection implements AutoCloseable {
  private final NDArray weight;
  private final NDArray bias;
  private final Kernels kernels;

  private Projection(NDArray weight, NDArray bias, Kernels kernels) {
    this.weight = weight;
    this.bias = bias;
    this.kernels = kernels;
  }

  /**
   * @param in width Dq of the Q-Former
   * @param out width D of the language model
   */
  public static Projection load(int in, int out, Weights<NDArray> weights, NDManager manager) {
    List<NDArray> tensors = tensors(in, out, weights);
    return new Projection(
        tensors.get(0), tensors.get(1), Kernels.load(manager, Projection.class, "projection.ts"));
  }

  /** Weight and bias. */
  public static <T> List<T> tensors(int in, int out, Weights<T> weights) {
    Weights<T> w = weights.under("language_projection.");
    return List.of(w.tensor("weight", out, in), w.tensor("bias", out));
  }

  /**
   * @param queries [B, K, Dq]
   * @param out owns the result
   * @return [B, K, D]
   */
  public NDArray project(NDManager out, NDArray queries) {
    return kernels.call(out, "project", queries, weight, bias);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
