package io.blipstream.runtime.language.opt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.language.DecoderSpeech;
import io.blipstream.runtime.language.SpokenCache;

/** Rows in the stack. Owned by one thread. */
final class OptSpeech extends DecoderSpeech {
  private final Opt model;

  OptSpeech(Opt model, NDManager manager) {
    super(manager, model.caches(), model.config().positions());
    this.model = model;
  }

  @Override
  protected NDList read(NDManager out, NDArray soft, NDArray ids, NDArray last, boolean ragged) {
    OptConfig c = model.config();
    return model
        .kernels()
        .callList(
            out,
            "read",
            soft,
            ids,
            last,
            ragged,
            model.weights(),
            c.layers(),
            c.heads(),
            c.activation().code(),
            c.normsBefore(),
            c.lastNorm());
  }

  @Override
  protected NDArray step(NDManager out, NDArray tokens, SpokenCache spoken) {
    OptConfig c = model.config();
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
            model.weights(),
            c.layers(),
            c.heads(),
            c.activation().code(),
            c.normsBefore(),
            c.lastNorm());
  }
}
