package io.blipstream.runtime.language.llama;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Indices;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.language.LanguageModel.Beginning;
import io.blipstream.runtime.language.SpokenCache;
import io.blipstream.runtime.text.PaddedIds;
import java.util.Arrays;
import java.util.List;

/** Rows in the stack: what they read and said. Owned by one thread. */
final class LlamaSpeech implements LanguageModel.Speech {
  private final Llama model;
  private final NDManager manager;
  private final SpokenCache spoken;

  LlamaSpeech(Llama model, NDManager manager) {
    this.model = model;
    this.manager = manager;
    this.spoken = model.caches().spoken(manager);
  }

  @Override
  public Beginning join(NDManager out, NDArray soft, List<long[]> prompts, int[] longest) {
    LlamaConfig c = model.config();
    int queries = Math.toIntExact(soft.getShape().get(1));
    int[] lengths = prompts.stream().mapToInt(prompt -> queries + prompt.length).toArray();
    requireRoom(lengths, longest);
    try (NDManager scratch = manager.newSubManager()) {
      int[] last = Arrays.stream(lengths).map(length -> length - 1).toArray();
      NDList read =
          model
              .kernels()
              .callList(
                  scratch,
                  "read",
                  soft,
                  PaddedIds.of(scratch, prompts, 0, 0).ids(),
                  Indices.of(scratch, last),
                  Arrays.stream(lengths).anyMatch(length -> length != lengths[0]),
                  model.frequencies(),
                  model.weights(),
                  c.layers(),
                  c.headWidth(),
                  c.epsilon());
      spoken.join(lengths, read.get(1));
      NDArray logits = read.get(0);
      logits.attach(out);
      return new Beginning.Known(logits);
    }
  }

  @Override
  public int rows() {
    return spoken.rows();
  }

  @Override
  public NDArray say(NDManager out, long[] tokens) {
    LlamaConfig c = model.config();
    try (NDManager scratch = out.newSubManager()) {
      NDArray logits =
          model
              .kernels()
              .call(
                  out,
                  "step",
                  scratch.create(tokens),
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
      spoken.advance();
      return logits;
    }
  }

  @Override
  public void continueFrom(int[] rows) {
    spoken.continueFrom(rows);
  }

  private void requireRoom(int[] lengths, int[] longest) {
    int positions = model.config().positions();
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] + longest[i] > positions) {
        throw new FatalException(
            FaultCode.PROMPT_TOO_LONG,
            "picture, prompt and answer may need %d positions, the model has %d"
                .formatted(lengths[i] + longest[i], positions));
      }
    }
  }
}
