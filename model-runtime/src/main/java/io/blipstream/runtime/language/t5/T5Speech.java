package io.blipstream.runtime.language.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.language.LanguageModel;
import java.util.Arrays;

/** A batch in the decoder: its key/value caches and how far it has come. Owned by one thread. */
final class T5Speech implements LanguageModel.Speech {
  private final T5 model;
  private final NDManager manager;
  private final NDArray buckets;
  private NDList cache;
  private NDList cross;
  private NDArray keep;
  private int said;

  private T5Speech(
      T5 model, NDManager manager, NDArray buckets, NDList cache, NDList cross, NDArray keep) {
    this.model = model;
    this.manager = manager;
    this.buckets = buckets;
    this.cache = cache;
    this.cross = cross;
    this.keep = keep;
  }

  /**
   * @param encoded [B, S, D] from the encoder
   * @param keep [B, S] boolean; becomes the speech's own
   */
  static T5Speech begin(T5 model, NDManager manager, NDArray encoded, NDArray keep, int longest) {
    T5Config c = model.config();
    long rows = encoded.getShape().get(0);
    NDList cross =
        model
            .kernels()
            .callList(manager, "cross", encoded, model.decoder(), c.decoderLayers(), c.heads());
    NDList cache = new NDList();
    for (int i = 0; i < 2 * c.decoderLayers(); i++) {
      cache.add(
          manager.zeros(new Shape(rows, c.heads(), longest, c.headWidth()), DataType.FLOAT32));
    }
    NDArray buckets =
        manager.create(RelativePosition.decoderBuckets(longest, c.buckets(), c.farthest()));
    return new T5Speech(model, manager, buckets, cache, cross, keep);
  }

  @Override
  public NDArray say(NDManager out, long[] tokens) {
    T5Config c = model.config();
    try (NDManager scratch = out.newSubManager()) {
      NDArray ids = scratch.create(tokens);
      NDArray logits =
          model
              .kernels()
              .call(
                  out,
                  "step",
                  ids,
                  said,
                  cache,
                  cross,
                  keep,
                  buckets,
                  model.decoder(),
                  c.decoderLayers(),
                  c.heads(),
                  c.epsilon(),
                  c.tanhGelu());
      said++;
      return logits;
    }
  }

  @Override
  public NDArray begin(NDManager out) {
    long[] start = new long[Math.toIntExact(keep.getShape().get(0))];
    Arrays.fill(start, model.config().start());
    return say(out, start);
  }

  @Override
  public void continueFrom(int[] rows) {
    exchange(rows);
    cross = model.rows().replace(manager, cross, rows);
    keep = model.rows().replace(manager, new NDList(keep), rows).singletonOrThrow();
  }

  /**
   * What the decoder reads of the prompt is the same for all beams of a prompt, so it stays where
   * it is.
   */
  @Override
  public void exchange(int[] rows) {
    cache = model.rows().replace(manager, cache, rows);
  }
}
