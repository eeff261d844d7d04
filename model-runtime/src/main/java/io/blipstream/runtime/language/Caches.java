package io.blipstream.runtime.language;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Kernels;

/**
 * Makes the caches of one language model's speeches. Immutable; any prepared thread may call it.
 */
public final class Caches implements AutoCloseable {
  private final Kernels kernels;
  private final KeyValueStore.Layout layout;

  private Caches(Kernels kernels, KeyValueStore.Layout layout) {
    this.kernels = kernels;
    this.layout = layout;
  }

  /**
   * @param manager owns the compiled kernels
   * @param blocks of the stack that speaks
   * @param heads of keys
   * @param headWidth of one head
   */
  public static Caches load(NDManager manager, int blocks, int heads, int headWidth) {
    return new Caches(
        Kernels.load(manager, Caches.class, "store.ts"),
        new KeyValueStore.Layout(2 * blocks, heads, headWidth));
  }

  /**
   * @param manager owns what is remembered
   */
  public SpokenCache spoken(NDManager manager) {
    return new SpokenCache(manager, new KeyValueStore(manager, kernels, layout));
  }

  /**
   * @param manager owns what is remembered
   */
  public PromptCache prompts(NDManager manager) {
    return new PromptCache(manager, new KeyValueStore(manager, kernels, layout));
  }

  @Override
  public void close() {
    kernels.close();
  }
}
