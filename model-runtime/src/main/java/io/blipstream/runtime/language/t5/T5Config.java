package io.blipstream.runtime.language.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Activation;
import io.blipstream.runtime.language.LanguageConfig;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.language.Reading;
import io.blipstream.runtime.weights.ConfigNode;
import io.blipstream.runtime.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sizes of a T5. Defaults are the reference's.
 *
 * @param vocabulary rows of the embedding
 * @param hidden width D
 * @param headWidth width of one head; independent of {@code hidden}
 * @param heads attention heads
 * @param intermediate width of the feed-forward layer
 * @param encoderLayers blocks of the encoder
 * @param decoderLayers blocks of the decoder
 * @param buckets buckets of the relative position bias; even
 * @param farthest distance from which on all share the last bucket
 * @param epsilon of every root-mean-square norm
 * @param activation of the feed-forward layers
 * @param gated whether they are gated, as in Flan-T5, or not, as in the first T5
 * @param tied whether the head is the embedding; then it gets the decoder's output made smaller
 * @param start first token of every answer
 * @param end token that ends an answer
 * @param padding token that fills rows
 */
public record T5Config(
    int vocabulary,
    int hidden,
    int headWidth,
    int heads,
    int intermediate,
    int encoderLayers,
    int decoderLayers,
    int buckets,
    int farthest,
    double epsilon,
    Activation activation,
    boolean gated,
    boolean tied,
    int start,
    int end,
    int padding)
    implements LanguageConfig {
  private static final String GATED = "gated-";

  public T5Config {
    if (buckets % 2 != 0 || farthest <= buckets / 2) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "T5 with " + buckets + " buckets up to distance " + farthest + " makes no sense");
    }
  }

  /** Reads {@code text_config} of a T5. */
  public static T5Config from(ConfigNode node) {
    int layers = node.integer("num_layers", 6, 1, 1_000);
    int vocabulary = node.integer("vocab_size", 32_128, 2, 10_000_000);
    return new T5Config(
        vocabulary,
        node.integer("d_model", 512, 1, 65_536),
        node.integer("d_kv", 64, 1, 4_096),
        node.integer("num_heads", 8, 1, 1_024),
        node.integer("d_ff", 2_048, 1, 262_144),
        layers,
        node.integer("num_decoder_layers", layers, 1, 1_000),
        node.integer("relative_attention_num_buckets", 32, 2, 4_096),
        node.integer("relative_attention_max_distance", 128, 2, 65_536),
        node.number("layer_norm_epsilon", 1e-6),
        activation(node),
        feedForward(node).startsWith(GATED),
        tied(node),
        node.integer("decoder_start_token_id", 0, 0, vocabulary - 1),
        node.integer("eos_token_id", 1, 0, vocabulary - 1),
        node.integer("pad_token_id", 0, 0, vocabulary - 1));
  }

  /**
   * "gated-gelu" alone means the tanh approximation; but the InstructBLIP checkpoints were made
   * with the exact GELU and say so in {@code dense_act_fn}, which therefore wins.
   */
  private static Activation activation(ConfigNode node) {
    String form = feedForward(node);
    String name = form.startsWith(GATED) ? form.substring(GATED.length()) : form;
    return node.activation("dense_act_fn", form.equals("gated-gelu") ? "gelu_new" : name);
  }

  private static String feedForward(ConfigNode node) {
    return node.text("feed_forward_proj", "relu");
  }

  /**
   * The reference's fifth major version writes every T5 as tied and says in {@code
   * scale_decoder_outputs} which ones are.
   */
  private static boolean tied(ConfigNode node) {
    return node.flag("scale_decoder_outputs", node.flag("tie_word_embeddings", true));
  }

  /** What the decoder's output is multiplied by before the head. */
  public double headScale() {
    return tied ? 1 / Math.sqrt(hidden) : 1;
  }

  @Override
  public int width() {
    return hidden;
  }

  @Override
  public <T> List<T> tensors(Weights<T> weights) {
    T5Weights<T> all = new T5Weights<>(this, weights);
    return Stream.concat(all.encoder().stream(), all.decoder().stream()).toList();
  }

  /**
   * While the encoder reads, its gated feed-forward layer or its attention with one bias for each
   * pair of tokens; while the decoder speaks, its caches and the scores of all words.
   */
  @Override
  public long workingNumbers(Reading r) {
    long tokens = (long) r.prompts() * r.length();
    long bias = tokens * r.length() * heads;
    long read =
        bias + tokens * (hidden + Math.max(4L * intermediate, 2L * hidden + 5L * innerWidth()));
    long cross = 2L * decoderLayers * r.rows() * r.length() * innerWidth();
    long cache = 2L * decoderLayers * r.rows() * r.said() * innerWidth();
    return Math.max(read, tokens * hidden + cross + cache + 3L * r.rows() * vocabulary);
  }

  @Override
  public Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("num_layers", encoderLayers);
    sizes.put("num_decoder_layers", decoderLayers);
    sizes.put("d_model", hidden);
    sizes.put("num_heads", heads);
    sizes.put("d_kv", headWidth);
    sizes.put("d_ff", intermediate);
    sizes.put("vocab_size", vocabulary);
    return sizes;
  }

  @Override
  public LanguageModel load(Weights<NDArray> weights, NDManager manager) {
    return T5.load(this, weights, manager);
  }

  /** The encoder's, in the order in which its kernel reads them. */
  public <T> List<T> encoderTensors(Weights<T> weights) {
    return new T5Weights<>(this, weights).encoder();
  }

  /** The decoder's, in the order in which its kernels read them. */
  public <T> List<T> decoderTensors(Weights<T> weights) {
    return new T5Weights<>(this, weights).decoder();
  }

  /**
   * The encoder's buckets of relative positions.
   *
   * @return [length × length], row by row: of a key as the query sees it
   */
  public long[] encoderBuckets(int length) {
    return RelativePosition.encoderBuckets(length, buckets, farthest);
  }

  /**
   * The decoder's, for a whole answer at once.
   *
   * @return [length × length], row by row; of keys that come later it says nothing
   */
  public long[] decoderBuckets(int length) {
    long[] byDistance = RelativePosition.decoderBuckets(length, buckets, farthest);
    long[] table = new long[length * length];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key <= query; key++) {
        table[query * length + key] = byDistance[query - key];
      }
    }
    return table;
  }

  int innerWidth() {
    return heads * headWidth;
  }
}
