package io.blipstream.ops.bench.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration and tokenizer files: the pattern's, with other sizes. */
record CheckpointConfig(CheckpointSize size, Path pattern) {
  /** Of the pattern's own tokenizer; looking a row up costs the same in any table. */
  static final int QFORMER_VOCABULARY = 797;

  static final int POSITIONS = 128;

  private static final ObjectMapper JSON = new ObjectMapper();

  void write(Path into, String dtype) throws IOException {
    copyAllButWeights(pattern, into);
    ObjectNode config = read("config.json");
    config.put("dtype", dtype);
    config.put("num_query_tokens", size.qformer().queries());
    object(config, "vision_config")
        .put("num_hidden_layers", size.vision().layers())
        .put("hidden_size", size.vision().hidden())
        .put("intermediate_size", size.vision().intermediate())
        .put("num_attention_heads", size.vision().heads())
        .put("image_size", size.vision().side())
        .put("patch_size", CheckpointSize.Vision.PATCH);
    object(config, "qformer_config")
        .put("num_hidden_layers", size.qformer().layers())
        .put("hidden_size", size.qformer().hidden())
        .put("intermediate_size", size.qformer().intermediate())
        .put("num_attention_heads", size.qformer().heads())
        .put("encoder_hidden_size", size.vision().hidden())
        .put("vocab_size", QFORMER_VOCABULARY)
        .put("max_position_embeddings", POSITIONS);
    object(config, "text_config")
        .put("num_layers", size.language().layers())
        .put("num_decoder_layers", size.language().layers())
        .put("d_model", size.language().hidden())
        .put("d_ff", size.language().intermediate())
        .put("d_kv", CheckpointSize.Language.HEAD_WIDTH)
        .put("num_heads", size.language().heads())
        .put("vocab_size", size.language().vocabulary());
    JSON.writeValue(into.resolve("config.json").toFile(), config);
    ObjectNode pictures = read("preprocessor_config.json");
    object(pictures, "size").put("height", size.vision().side()).put("width", size.vision().side());
    JSON.writeValue(into.resolve("preprocessor_config.json").toFile(), pictures);
    copySoftPromptLength(into);
  }

  /** The processor writes as many placeholders before a prompt as there are queries. */
  private void copySoftPromptLength(Path into) throws IOException {
    ObjectNode processor = read("processor_config.json");
    processor.put("num_query_tokens", size.qformer().queries());
    JSON.writeValue(into.resolve("processor_config.json").toFile(), processor);
  }

  private ObjectNode read(String file) throws IOException {
    return JSON.readTree(pattern.resolve(file).toFile()) instanceof ObjectNode object
        ? object
        : wrong(file);
  }

  private ObjectNode object(JsonNode node, String field) {
    return node.get(field) instanceof ObjectNode object ? object : wrong(field);
  }

  private ObjectNode wrong(String what) {
    throw new FatalException(
        FaultCode.CHECKPOINT_INVALID, pattern + " is no pattern for a checkpoint: " + what);
  }

  private static void copyAllButWeights(Path from, Path into) throws IOException {
    try (var paths = Files.walk(from, 2)) {
      for (Path path : paths.toList()) {
        Path target = into.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (!path.toString().endsWith(".safetensors")) {
          Files.copy(path, target);
        }
      }
    }
  }
}
