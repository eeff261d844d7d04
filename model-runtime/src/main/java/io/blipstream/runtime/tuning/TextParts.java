package io.blipstream.runtime.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.tuning.TensorFile.Content;
import io.blipstream.runtime.weights.StoredType;
import io.blipstream.runtime.weights.TensorEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * The tensors by which a Q-Former reads text, for one that has none.
 *
 * @param vocabulary tokens of its tokenizer
 * @param known tensors of a model that reads text, as BERT and its kin name them; may be empty
 */
record TextParts(QFormerConfig config, int vocabulary, Map<String, TensorEntry> known, long seed) {
  /** Standard deviation of what BERT's training begins with. */
  private static final double SPREAD = 0.02;

  private static final int MOST_TOKENS = 1_000_000;
  private static final List<String> PREFIXES = List.of("qformer.", "bert.", "");

  /** Tokens of a tokenizer's file, those added later too. */
  static int vocabulary(Path tokenizer) throws IOException {
    JsonNode file = new ObjectMapper().readTree(tokenizer.resolve("tokenizer.json").toFile());
    int largest = -1;
    for (JsonNode id : file.path("model").path("vocab")) {
      largest = Math.max(largest, id.asInt());
    }
    for (JsonNode added : file.path("added_tokens")) {
      largest = Math.max(largest, added.path("id").asInt());
    }
    if (largest < 0 || largest >= MOST_TOKENS) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, tokenizer + " has no vocabulary of 1 to " + MOST_TOKENS);
    }
    return largest + 1;
  }

  Map<String, Content> embeddings() {
    Map<String, Content> made = new LinkedHashMap<>();
    made.put(
        "qformer.embeddings.word_embeddings.weight",
        rows("embeddings.word_embeddings.weight", vocabulary, 0));
    made.put(
        "qformer.embeddings.position_embeddings.weight",
        rows("embeddings.position_embeddings.weight", config.positions(), 1));
    return made;
  }

  /**
   * @param queries the BLIP-2's own tensors
   */
  Map<String, Content> feedForward(Map<String, TensorEntry> queries) {
    Map<String, Content> made = new LinkedHashMap<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      for (String part :
          List.of(
              "intermediate#.dense.weight",
              "intermediate#.dense.bias",
              "output#.dense.weight",
              "output#.dense.bias",
              "output#.LayerNorm.weight",
              "output#.LayerNorm.bias")) {
        String own = "encoder.layer." + layer + "." + part.replace("#", "");
        TensorEntry query =
            queries.get("qformer.encoder.layer." + layer + "." + part.replace("#", "_query"));
        if (query != null) {
          TensorEntry from = named(own).orElse(query);
          requireShape(own, from, query.shape());
          made.put("qformer." + own, new Content.Copy(from));
        }
      }
    }
    return made;
  }

  /** As many rows as are known, and the others by chance. */
  private Content rows(String name, int count, int draw) {
    int width = config.hidden();
    Optional<TensorEntry> entry = named(name);
    entry.ifPresent(
        each -> {
          requireShape(name, each, List.of(each.shape().get(0), (long) width));
          if (each.type() != StoredType.F32) {
            throw new FatalException(
                FaultCode.CHECKPOINT_UNSUPPORTED, name + " is not stored as fp32");
          }
        });
    return new Content.Floats(
        List.of((long) count, (long) width),
        () -> {
          Random random = new Random(seed * 31 + draw);
          float[] values = new float[Math.multiplyExact(count, width)];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (SPREAD * random.nextGaussian());
          }
          entry.ifPresent(each -> copy(each, values));
          return values;
        });
  }

  private static void copy(TensorEntry entry, float[] values) {
    try {
      float[] known = TensorFile.floats(entry);
      System.arraycopy(known, 0, values, 0, Math.min(known.length, values.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<TensorEntry> named(String name) {
    return PREFIXES.stream()
        .map(prefix -> known.get(prefix + name))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static void requireShape(String name, TensorEntry entry, List<Long> shape) {
    if (!entry.shape().equals(shape)) {
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED,
          "%s is %s where the text comes from and %s here".formatted(name, entry.shape(), shape));
    }
  }
}
