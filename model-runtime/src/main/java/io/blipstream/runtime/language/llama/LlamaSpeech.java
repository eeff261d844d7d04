package io.blipstream.runtime.language.llama;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.text.PaddedIds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A batch in the stack: its key/value caches and where each row goes on. Owned by one thread. */
final class LlamaSpeech implements LanguageModel.Speech {
  private final Llama model;
  private final NDManager manager;
  private final NDArray soft;
  private final List<long[]> prompts;
  private NDList cache = new NDList();
  private long[] next;

  /** Reading waits for {@link #begin}, which has to return its logits. */
  LlamaSpeech(
      Llama model, NDManager manager, NDArray soft, List<long[]> prompts, int longestAnswer) {
    this.model = model;
    this.manager = manager;
    this.soft = soft;
    this.prompts = prompts;
    LlamaConfig c = model.config();
    int length = longestPrompt() + queries() + longestAnswer;
    if (length > c.positions()) {
      throw new FatalException(
          FaultCode.PROMPT_TOO_LONG,
          "picture, prompt and answer may need %d positions, the model has %d"
              .formatted(length, c.positions()));
    }
    for (int i = 0; i < 2 * c.layers(); i++) {
      cache.add(
          manager.zeros(
              new Shape(prompts.size(), length, c.keyHeads(), c.headWidth()), DataType.FLOAT32));
    }
    next = prompts.stream().mapToLong(prompt -> queries() + prompt.length).toArray();
  }

  @Override
  public NDArray begin(NDManager out) {
    LlamaConfig c = model.config();
    try (NDManager scratch = out.newSubManager()) {
      NDArray last = scratch.create(Arrays.stream(next).map(position -> position - 1).toArray());
      return model
          .kernels()
          .call(
              out,
              "read",
              soft,
              PaddedIds.of(scratch, prompts, 0, 0).ids(),
              last,
              cache,
              model.frequencies(),
              model.weights(),
              c.layers(),
              c.headWidth(),
              c.epsilon());
    }
  }

  @Override
  public NDArray say(NDManager out, long[] tokens) {
    LlamaConfig c = model.config();
    try (NDManager scratch = out.newSubManager()) {
      long span = Arrays.stream(next).max().orElseThrow() + 1;
      NDArray logits =
          model
              .kernels()
              .call(
                  out,
                  "step",
                  scratch.create(tokens),
                  scratch.create(next),
                  span,
                  cache,
                  model.frequencies(),
                  model.weights(),
                  c.layers(),
                  c.headWidth(),
                  c.epsilon());
      next = Arrays.stream(next).map(position -> position + 1).toArray();
      return logits;
    }
  }

  @Override
  public void continueFrom(int[] rows) {
    cache = model.rows().replace(manager, cache, rows);
    long[] positions = next;
    next = IntStream.of(rows).mapToLong(row -> positions[row]).toArray();
  }

  private int longestPrompt() {
    return prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
  }

  private int queries() {
    return Math.toIntExact(soft.getShape().get(1));
  }
}
