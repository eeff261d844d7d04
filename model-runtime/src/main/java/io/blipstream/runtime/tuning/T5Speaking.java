package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.kernel.Kernels.Text;
import io.blipstream.runtime.language.t5.T5;
import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.text.PaddedIds;
import io.blipstream.runtime.text.PromptTokenizer;
import io.blipstream.runtime.weights.Weights;
import java.util.Arrays;
import java.util.List;

/** A Flan-T5: its encoder reads the prompt, its decoder is taught the answer. */
record T5Speaking(T5Config config) implements Speaking {
  private static final int NOT_COUNTED = -100;

  @Override
  public List<Text> texts() {
    return List.of(new Text("t5_", T5.class, "t5.ts"), new Text("", Student.class, "t5-speaks.ts"));
  }

  @Override
  public List<Long> sizes() {
    return List.of(
        (long) config.encoderLayers(),
        (long) config.decoderLayers(),
        (long) config.heads(),
        (long) config.activation().code(),
        config.gated() ? 1L : 0);
  }

  @Override
  public List<Double> epsilons() {
    return List.of(config.epsilon(), config.headScale());
  }

  @Override
  public boolean shares() {
    return config.tied() || !config.gated();
  }

  @Override
  public void take(StudentWeights weights, boolean learns, NDManager manager) {
    weights.list("reads[]", learns, new Reads(config));
    weights.list("speaks[]", learns, new Speaks(config));
  }

  private record Reads(T5Config config) implements StudentWeights.Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      return config.encoderTensors(weights);
    }
  }

  /** The first are the words, which the encoder has already: one tensor learns in two places. */
  private record Speaks(T5Config config) implements StudentWeights.Tensors {
    @Override
    public <T> List<T> of(Weights<T> weights) {
      List<T> tensors = config.decoderTensors(weights);
      return tensors.subList(1, tensors.size());
    }
  }

  @Override
  public long[] prompt(PromptTokenizer tokenizer, String text, int longest) {
    long[] ids = tokenizer.encode(text);
    return Arrays.copyOfRange(ids, Math.max(0, ids.length - longest), ids.length);
  }

  @Override
  public long[] answer(PromptTokenizer tokenizer, String text, int longest) {
    long[] ids = tokenizer.encode(text);
    return Arrays.copyOf(ids, Math.min(ids.length, longest));
  }

  @Override
  public NDList words(NDManager scratch, Lesson lesson, long before) {
    PaddedIds words = PaddedIds.of(scratch, lesson.words(), before, config.padding());
    int length = Math.toIntExact(words.keep().getShape().get(1));
    int said = lesson.answers().stream().mapToInt(answer -> answer.length).max().orElseThrow();
    Shape answers = new Shape(lesson.answers().size(), said);
    return Speaking.named(
        "words[]",
        words.ids(),
        scratch.create(right(lesson, said), answers),
        words.keep(),
        scratch.create(config.encoderBuckets(length), new Shape(length, length)),
        scratch.create(said(lesson, said), answers),
        scratch.create(config.decoderBuckets(said), new Shape(said, said)));
  }

  /** The start token and then the answer but its last: what the decoder has before each token. */
  private long[] said(Lesson lesson, int length) {
    long[] table = new long[lesson.answers().size() * length];
    Arrays.fill(table, config.padding());
    for (int b = 0; b < lesson.answers().size(); b++) {
      long[] answer = lesson.answers().get(b);
      table[b * length] = config.start();
      System.arraycopy(answer, 0, table, b * length + 1, answer.length - 1);
    }
    return table;
  }

  private static long[] right(Lesson lesson, int length) {
    long[] table = new long[lesson.answers().size() * length];
    Arrays.fill(table, NOT_COUNTED);
    for (int b = 0; b < lesson.answers().size(); b++) {
      long[] answer = lesson.answers().get(b);
      System.arraycopy(answer, 0, table, b * length, answer.length);
    }
    return table;
  }
}
