package io.blipstream.runtime.language.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Indices;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.language.LanguageModel.Beginning;
import io.blipstream.runtime.language.PromptCache;
import io.blipstream.runtime.language.Readers;
import io.blipstream.runtime.language.SpokenCache;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in the decoder: what they said and the prompts they read. Owned by one thread. */
final class T5Speech implements LanguageModel.Speech {
  private final T5 model;
  private final NDManager manager;
  private final SpokenCache spoken;
  private final PromptCache read;
  private Readers readers = Readers.NONE;

  /** How rows and prompts find one another; empty where row i reads prompt i. */
  private NDList grid = new NDList();

  /** [1, H, 1, N]: the position bias by column, the nearest last; null before the first step. */
  private NDArray near;

  T5Speech(T5 model, NDManager manager) {
    this.model = model;
    this.manager = manager;
    this.spoken = model.caches().spoken(manager);
    this.read = model.caches().prompts(manager);
  }

  @Override
  public Beginning join(NDManager out, NDArray soft, List<long[]> prompts, int[] longest) {
    int before = read.prompts();
    int queries = Math.toIntExact(soft.getShape().get(1));
    int[] lengths = prompts.stream().mapToInt(prompt -> queries + prompt.length).toArray();
    try (NDManager scratch = manager.newSubManager()) {
      read.join(lengths, model.read(scratch, soft, prompts));
      spoken.join(soft, prompts.size());
    } catch (RuntimeException | Error e) {
      read.continueFrom(IntStream.range(0, before).toArray());
      throw e;
    }
    readers = readers.and(before, prompts.size());
    layOut();
    return new Beginning.Saying(model.config().start());
  }

  @Override
  public int rows() {
    return spoken.rows();
  }

  @Override
  public NDArray say(NDManager out, long[] tokens) {
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
                  near(spoken.now() + 1 - spoken.first()),
                  read.tensor(),
                  read.lengths(),
                  read.ragged(),
                  read.longest(),
                  grid,
                  model.decoder(),
                  model.config().decoderLayers(),
                  model.config().heads(),
                  model.config().epsilon(),
                  model.config().activation().code(),
                  model.config().gated(),
                  model.config().headScale());
      spoken.advance();
      return logits;
    }
  }

  @Override
  public void continueFrom(int[] rows) {
    Readers.Moved moved = readers.continueFrom(rows);
    spoken.continueFrom(rows);
    read.continueFrom(moved.from());
    readers = moved.readers();
    layOut();
  }

  private void layOut() {
    grid.close();
    grid = new NDList();
    if (!readers.straight()) {
      Readers.Grid rows = readers.grid(read.prompts());
      grid.add(Indices.of(manager, rows.rows()));
      grid.add(Indices.of(manager, rows.places()));
    }
  }

  /** Grows by doubling. */
  private NDArray near(int span) {
    if (near == null || near.getShape().get(3) < span) {
      if (near != null) {
        near.close();
      }
      near = model.near(manager, Math.max(32, 2 * span));
    }
    return near;
  }
}
