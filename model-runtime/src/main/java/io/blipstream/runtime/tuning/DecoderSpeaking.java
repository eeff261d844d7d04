package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Kernels.Text;
import io.blipstream.runtime.language.LanguageConfig;
import io.blipstream.runtime.language.llama.Llama;
import io.blipstream.runtime.language.llama.LlamaConfig;
import io.blipstream.runtime.language.opt.Opt;
import io.blipstream.runtime.language.opt.OptConfig;
import io.blipstream.runtime.text.PaddedIds;
import io.blipstream.runtime.text.PromptTokenizer;
import io.blipstream.runtime.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A language model of one stack. A row is soft prompt, prompt and answer, padded behind, as the
 * paper's code base lays it out; only the answer's tokens cost.
 *
 * @param end token that ends an answer
 * @param frequencies of rotary positions; none where positions are learned
 * @param tied whether the head is the embedding
 */
record DecoderSpeaking(
    LanguageConfig config,
    List<Text> texts,
    List<Long> sizes,
    List<Double> epsilons,
    int end,
    List<Float> frequencies,
    boolean tied)
    implements Speaking {
  /** Pads stand behind everything that counts, where nothing that counts looks. */
  private static final int PADDING = 0;

  static DecoderSpeaking of(LlamaConfig c) {
    List<Float> frequencies = new ArrayList<>();
    for (float each : c.frequencies()) {
      frequencies.add(each);
    }
    return new DecoderSpeaking(
        c,
        List.of(
            new Text("llama_", Llama.class, "llama.ts"),
            new Text("", Student.class, "llama-speaks.ts")),
        List.of((long) c.layers(), (long) c.headWidth()),
        List.of(c.epsilon()),
        LlamaConfig.END,
        frequencies,
        c.tied());
  }

  static DecoderSpeaking of(OptConfig c) {
    return new DecoderSpeaking(
        c,
        List.of(
            new Text("opt_", Opt.class, "opt.ts"), new Text("", Student.class, "opt-speaks.ts")),
        List.of(
            (long) c.layers(),
            (long) c.heads(),
            (long) c.activation().code(),
            c.normsBefore() ? 1L : 0,
            c.lastNorm() ? 1L : 0),
        List.of(),
        c.end(),
        List.of(),
        c.tied());
  }

  @Override
  public boolean shares() {
    return tied;
  }

  @Override
  public void take(StudentWeights weights, boolean learns, NDManager manager) {
    weights.list("reads[]", learns, new All(config));
    if (frequencies.isEmpty()) {
      weights.nothing("speaks[]");
    } else {
      float[] values = new float[frequencies.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = frequencies.get(i);
      }
      weights.frozen("speaks[]", manager.create(values));
    }
  }

  private record All(LanguageConfig config) implements StudentWeights.Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return config.tensors(weights);
    }
  }

  /** With the token that opens it. */
  @Override
  public long[] prompt(PromptTokenizer tokenizer, String text, int longest) {
    return tokenizer.encode(text, longest);
  }

  /** Without such a token: it goes on behind the prompt. */
  @Override
  public long[] answer(PromptTokenizer tokenizer, String text, int longest) {
    List<Integer> words = new ArrayList<>(tokenizer.encodeWords(text));
    words.add(end);
    return words.stream().limit(longest).mapToLong(Integer::longValue).toArray();
  }

  @Override
  public NDList words(NDManager scratch, Lesson lesson, long before) {
    List<long[]> rows = new ArrayList<>();
    for (int b = 0; b < lesson.answers().size(); b++) {
      rows.add(joined(lesson.words().get(b), lesson.answers().get(b)));
    }
    NDArray ids = PaddedIds.of(scratch, rows, before, PADDING).ids();
    long length = before + ids.getShape().get(1);
    long[] right = new long[lesson.tokens()];
    long[] places = new long[right.length];
    int count = 0;
    for (int b = 0; b < rows.size(); b++) {
      long[] answer = lesson.answers().get(b);
      long first = b * length + before + lesson.words().get(b).length - 1;
      for (int i = 0; i < answer.length; i++) {
        right[count] = answer[i];
        places[count++] = first + i;
      }
    }
    return Speaking.named("words[]", ids, scratch.create(right), scratch.create(places));
  }

  /** The answer's last token is said, never read. */
  private static long[] joined(long[] prompt, long[] answer) {
    long[] row = Arrays.copyOf(prompt, prompt.length + answer.length - 1);
    System.arraycopy(answer, 0, row, prompt.length, answer.length - 1);
    return row;
  }
}
