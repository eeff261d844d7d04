package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Indices;
import io.blipstream.runtime.text.PaddedIds;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Rows in the one stack of a decoder-only model: what they read and said. Owned by one thread. */
public abstract class DecoderSpeech implements LanguageModel.Speech {
  private final NDManager manager;
  private final SpokenCache spoken;
  private final int positions;

  /**
   * @param positions that the model has for picture, prompt and answer
   */
  protected DecoderSpeech(NDManager manager, Caches caches, int positions) {
    this.manager = manager;
    this.spoken = caches.spoken(manager);
    this.positions = positions;
  }

  /**
   * The whole prompt at once.
   *
   * @param soft [B, K, D]
   * @param ids [B, L], padded on the right
   * @param last [B] where each row's prompt ends
   * @param ragged whether that is not everywhere at the end
   * @return logits [B, V]; keys and values of every block [B, 2N, H, K+L, dk], to the right
   */
  protected abstract NDList read(
      NDManager out, NDArray soft, NDArray ids, NDArray last, boolean ragged);

  /**
   * One token for every row.
   *
   * @param spoken of which the step writes column {@link SpokenCache#now}
   * @return [rows, V]
   */
  protected abstract NDArray step(NDManager out, NDArray tokens, SpokenCache spoken);

  @Override
  public LanguageModel.Beginning join(
      NDManager out, NDArray soft, List<long[]> prompts, int[] longest) {
    int queries = Math.toIntExact(soft.getShape().get(1));
    int[] lengths = prompts.stream().mapToInt(prompt -> queries + prompt.length).toArray();
    requireRoom(lengths, longest);
    try (NDManager scratch = manager.newSubManager()) {
      int[] last = Arrays.stream(lengths).map(length -> length - 1).toArray();
      NDList read =
          read(
              scratch,
              soft,
              PaddedIds.of(scratch, prompts, 0, 0).ids(),
              Indices.of(scratch, last),
              Arrays.stream(lengths).anyMatch(length -> length != lengths[0]));
      spoken.join(lengths, read.get(1));
      NDArray logits = read.get(0);
      logits.attach(out);
      return new LanguageModel.Beginning.Known(logits);
    }
  }

  @Override
  public int rows() {
    return spoken.rows();
  }

  @Override
  public NDArray say(NDManager out, long[] tokens) {
    try (NDManager scratch = out.newSubManager()) {
      NDArray logits = step(out, scratch.create(tokens), spoken);
      spoken.advance();
      return logits;
    }
  }

  @Override
  public void continueFrom(int[] rows) {
    spoken.continueFrom(rows);
  }

  /**
   * What counts as said before an answer. Where prompts have a placeholder for the image, the
   * reference hands the whole prompt to what penalises repetition; of older files, without one, it
   * sees the answer alone.
   *
   * @param placeholder the image's token
   */
  public static List<Integer> before(OptionalInt placeholder, long[] prompt) {
    if (placeholder.isEmpty()) {
      return List.of();
    }
    return IntStream.concat(
            IntStream.of(placeholder.getAsInt()), Arrays.stream(prompt).mapToInt(Math::toIntExact))
        .distinct()
        .boxed()
        .toList();
  }

  private void requireRoom(int[] lengths, int[] longest) {
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
