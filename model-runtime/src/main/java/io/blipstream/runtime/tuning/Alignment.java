package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.data.SampleStream.Drawn;
import io.blipstream.runtime.data.Slot;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.text.PromptTokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Pictures and what is true of them are brought together: the first stage of BLIP-2. */
record Alignment(Aligner learner, PromptTokenizer words, PictureFeatures features, long seed)
    implements Course {
  /** As in BLIP-2's code base. */
  private static final int LONGEST_TEXT = 32;

  /** What its tokenizer has for the beginning of a text that is told. */
  private static final String TELLER = "[DEC]";

  /**
   * @param folder checkpoint whose Q-Former reads text, with its tokenizer
   */
  static Alignment open(Path folder, DeviceId device, PictureFeatures features, long seed) {
    PromptTokenizer words = PromptTokenizer.open(folder.resolve("qformer_tokenizer"));
    try {
      List<Integer> ids = words.encodeWords(TELLER);
      OptionalLong teller = ids.size() == 1 ? OptionalLong.of(ids.get(0)) : OptionalLong.empty();
      return new Alignment(Aligner.open(folder, device, teller, seed), words, features, seed);
    } catch (RuntimeException e) {
      words.close();
      throw e;
    }
  }

  /** Every text is held against every picture of the batch: there is nothing to share out. */
  @Override
  public int workers() {
    return 1;
  }

  @Override
  public List<Exercise> exercises(List<Drawn> samples, long dice) {
    LessonPictures pictures = new LessonPictures(features);
    int[] owners =
        samples.stream().mapToInt(each -> pictures.place(each.sample().frames().get(0))).toArray();
    List<long[]> texts = samples.stream().map(each -> ids(text(each))).toList();
    return List.of(
        new Told(learner, new Pairs(pictures.images(), owners, texts, seed * 0x9E3779B9L + dice)));
  }

  /** What is true of the picture: a caption, or a question with its answer behind it. */
  static String text(Drawn drawn) {
    Sample sample = drawn.sample();
    String question = sample.words().get(Slot.QUESTION);
    String answer = sample.words().get(Slot.ANSWER);
    if (question != null) {
      return question + " " + drawn.target();
    }
    // Turned round: the answer was given, and the question is what should be said.
    return answer == null ? drawn.target() : drawn.target() + " " + answer;
  }

  /** The left end of what is too long, and the token that ends it. */
  private long[] ids(String text) {
    long[] ids = words.encode(text);
    long[] kept = Arrays.copyOf(ids, Math.min(ids.length, LONGEST_TEXT));
    kept[kept.length - 1] = ids[ids.length - 1];
    return kept;
  }

  private record Told(Aligner aligner, Pairs pairs) implements Exercise {
    @Override
    public double weight() {
      return pairs.texts().size();
    }

    @Override
    public Learner.Slopes learn(NDManager out) {
      return aligner.learn(out, pairs);
    }

    @Override
    public double cost() {
      return aligner.cost(pairs);
    }
  }

  @Override
  public void close() {
    words.close();
    learner.close();
  }
}
