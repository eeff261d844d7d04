package io.blipstream.runtime.language.llama;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.language.DecoderSpeech;
import io.blipstream.runtime.language.SpokenCache;

/** Rows in the stack. Owned by one thread. */
final class LlamaSpeech extends DecoderSpeech {
  private final Llama model;

  LlamaSpeech(Llama model, NDManager manager) {
    super(manager, model.caches(), model.config().positions());
    this.model = model;
  }

  @Override
  protected NDList read(NDManager out, NDArray soft, NDArray ids, NDArray last, boolean ragged) {
    LlamaConfig c = model.config();
    return model
        .kernels()
        .callList(
            out,
            "read",
            soft,
            ids,
            last,
            ragged,
            model.frequencies(),
            model.weights(),
            c.layers(),
            c.headWidth(),
            c.epsilon());
  }

  @Override
  protected NDArray step(NDManager out, NDArray tokens, SpokenCache spoken) {
    LlamaConfig c = model.config();
    return model
        .kernels()
        .call(
            out,
            "step",
            tokens,
            spoken.tensor(),
            spoken.first(),
            spoken.now(),
            spoken.starts(),
            spoken.ragged(),
            model.frequencies(),
            model.weights(),
            c.layers(),
            c.headWidth(),
            c.epsilon());
  }
}
