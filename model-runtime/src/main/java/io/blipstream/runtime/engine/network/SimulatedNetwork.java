package io.blipstream.runtime.engine.network;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.image.PreprocessorConfig;
import io.blipstream.runtime.image.ResizeMode;
import io.blipstream.runtime.model.PromptTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A network without weights: it takes the time that it is told to take, meets the mishaps that it
 * is told to meet, and answers from picture and prompt alone, so that an answer given to another
 * shows. For tests, and for benchmarks of everything around the device.
 */
public final class SimulatedNetwork implements Network {
  private static final int SIDE = 8;
  private static final int QUERIES = 4;

  private final String name;
  private final Pace pace;
  private final Mishaps mishaps;
  private final ImagePreprocessor pictures =
      new ImagePreprocessor(
          new PreprocessorConfig(
              SIDE,
              SIDE,
              PreprocessorConfig.BICUBIC,
              true,
              ResizeMode.SQUASH,
              true,
              1 / 255.0,
              false,
              List.of(0.5, 0.5, 0.5),
              List.of(0.5, 0.5, 0.5),
              true));

  public SimulatedNetwork(String name, Pace pace, Mishaps mishaps) {
    this.name = requireNonNull(name, "name");
    this.pace = requireNonNull(pace, "pace");
    this.mishaps = requireNonNull(mishaps, "mishaps");
  }

  /** What it does on its way; each is told to {@link Mishaps}. */
  public enum Stage {
    /** Items are pictures, by {@link #mark}. */
    VISION,
    /** Items are prompts, in words, as in all that follow. */
    QFORMER,
    READING,
    STEP
  }

  /** What goes wrong. Called on the thread that computes; several at once. */
  @FunctionalInterface
  public interface Mishaps {
    /** Nothing ever. */
    Mishaps NONE = (stage, items) -> {};

    /** Returns where all is well; throws, or takes its time, where it is not. */
    void before(Stage stage, List<String> items);
  }

  /**
   * How long a stage takes.
   *
   * @param call each time
   * @param item for each of its items on top
   */
  public record Timing(Duration call, Duration item) {
    public static final Timing NONE = new Timing(Duration.ZERO, Duration.ZERO);

    private void take(int items) {
      long nanos = call.toNanos() + items * item.toNanos();
      if (nanos > 0) {
        try {
          Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while computing", e);
        }
      }
    }
  }

  /**
   * How fast it is.
   *
   * @param answerTokens mean length of an answer, from one token to twice as many
   */
  public record Pace(Timing vision, Timing qformer, Timing reading, Timing step, int answerTokens) {
    /** Takes no time at all. */
    public static final Pace INSTANT =
        new Pace(Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE, 4);

    public Pace {
      if (answerTokens < 1) {
        throw new IllegalArgumentException("an answer of " + answerTokens + " tokens");
      }
    }
  }

  /** Tells one picture from another. */
  public static String mark(float[] pixels) {
    return hex(Arrays.hashCode(pixels));
  }

  /** What it answers to a picture, or to the frames of a clip, each by its mark. */
  public static String answer(List<String> marks, String prompt) {
    return hex(marks.hashCode()) + " " + hex(prompt.hashCode());
  }

  private static String hex(int hash) {
    return String.format(Locale.ROOT, "%07x", hash & 0xfffffff);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String digest() {
    try {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String family() {
    return "simulated";
  }

  @Override
  public int queries() {
    return QUERIES;
  }

  @Override
  public ImagePreprocessor pictures() {
    return pictures;
  }

  /** One token a letter. */
  @Override
  public PromptTokens tokenize(String prompt) {
    return new PromptTokens(new long[prompt.length()], prompt.chars().asLongStream().toArray());
  }

  static String words(PromptTokens prompt) {
    StringBuilder words = new StringBuilder();
    Arrays.stream(prompt.words()).forEach(letter -> words.append((char) letter));
    return words.toString();
  }

  @Override
  public DecodingTask task(DecodingOptions options) {
    return new DecodingTask(options, Collections.nCopies(options.candidates().size(), List.of(1)));
  }

  @Override
  public String text(Decoded answer) {
    return hex(answer.tokenIds().get(0)) + " " + hex(answer.tokenIds().get(1));
  }

  @Override
  public void prepareThread() {}

  @Override
  public List<Features> look(List<float[]> pixels) {
    List<String> marks = pixels.stream().map(SimulatedNetwork::mark).toList();
    happen(Stage.VISION, pace.vision(), marks);
    return marks.stream().map(mark -> (Features) new Seen(mark)).toList();
  }

  @Override
  public List<SoftPrompt> soften(List<Sight> sights) {
    happen(
        Stage.QFORMER,
        pace.qformer(),
        sights.stream().map(sight -> words(sight.prompt())).toList());
    return sights.stream()
        .map(sight -> sight.frames().stream().map(frame -> ((Seen) frame).mark()).toList())
        .map(marks -> (SoftPrompt) new Softened(marks.hashCode()))
        .toList();
  }

  @Override
  public <T> Session<T> session() {
    return new SimulatedSession<>(this);
  }

  int answerTokens() {
    return pace.answerTokens();
  }

  void read(List<String> prompts) {
    happen(Stage.READING, pace.reading(), prompts);
  }

  void step(List<String> prompts) {
    happen(Stage.STEP, pace.step(), prompts);
  }

  private void happen(Stage stage, Timing timing, List<String> items) {
    mishaps.before(stage, items);
    timing.take(items.size());
  }

  @Override
  public void close() {}

  private record Seen(String mark) implements Features {
    @Override
    public long bytes() {
      return 1_024;
    }

    @Override
    public void close() {}
  }

  record Softened(int marks) implements SoftPrompt {
    @Override
    public void close() {}
  }
}
