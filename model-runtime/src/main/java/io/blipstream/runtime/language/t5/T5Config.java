package io.blipstream.runtime.language.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
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
 * @param intermediate width of the gated feed-forward layer
 * @param encoderLayers blocks of the encoder
 * @param decoderLayers blocks of the decoder
 * @param buckets buckets of the relative position bias; even
 * @param farthest distance from which on all share the last bucket
 * @param epsilon of every root-mean-square norm
 * @param tanhGelu whether the gate is the tanh approximation of GELU or the exact one
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
    boolean tanhGelu,
    int start,
    int end,
    int padding)
    implements LanguageConfig {
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
    boolean tied = node.flag("tie_word_embeddings", true);
    if (tied) {
      throw unsupported(node, "tied embeddings (tie_word_embeddings)");
    }
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
        tanhGelu(node),
        node.integer("decoder_start_token_id", 0, 0, vocabulary - 1),
        node.integer("eos_token_id", 1, 0, vocabulary - 1),
        node.integer("pad_token_id", 0, 0, vocabulary - 1));
  }

  /**
   * "gated-gelu" alone means the tanh approximation; but the InstructBLIP checkpoints were made
   * with the exact GELU and say so in {@code dense_act_fn}, which therefore wins.
   */
  private static boolean tanhGelu(ConfigNode node) {
    String projection = node.text("feed_forward_proj", "relu");
    if (!projection.equals("gated-gelu")) {
      throw unsupported(node, "feed_forward_proj " + projection);
    }
    String activation = node.text("dense_act_fn", "gelu_new");
    return switch (activation) {
      case "gelu_new", "gelu_pytorch_tanh" -> true;
      case "gelu" -> false;
      default -> throw unsupported(node, "dense_act_fn " + activation);
    };
  }

  private static FatalException unsupported(ConfigNode node, String what) {
    return new FatalException(
        FaultCode.CHECKPOINT_UNSUPPORTED, node.where() + ": " + what + " is not supported");
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
