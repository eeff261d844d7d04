package io.blipstream.runtime.tuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.tuning.TensorFile.Content;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes an InstructBLIP to begin with out of a BLIP-2: the same weights, and what a Q-Former that
 * reads instructions has besides. As in the paper's code base, that comes from a BERT or from
 * BLIP-2's first stage, whose Q-Former reads text. Where there is neither, feed-forward layers of
 * text begin as those of the queries, which began as BERT's themselves, and words and places as
 * BERT's own training begins: by chance.
 *
 * @param tokenizer folder of the Q-Former's tokenizer
 * @param text folder of a BERT or of a first stage
 * @param seed of what is drawn
 */
public record WarmStart(Path tokenizer, Optional<Path> text, long seed) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TOKENIZER_FILES =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt");

  /** Whether a checkpoint needs it: its Q-Former reads no instruction. */
  public static boolean needed(Path folder) {
    return !ModelConfig.read(folder).qformer().readsInstruction();
  }

  /**
   * @param into folder that is made; one that is there already is kept, so that a run goes on from
   *     where it began
   * @return that folder
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or CHECKPOINT_UNSUPPORTED
   */
  public Path prepare(Path blip2, Path into) {
    Path weights = into.resolve("model.safetensors");
    if (Files.exists(weights)) {
      return into;
    }
    try {
      Files.createDirectories(into.resolve("qformer_tokenizer"));
      copyFiles(blip2, into);
      int vocabulary = TextParts.vocabulary(tokenizer);
      writeConfigs(blip2, into, vocabulary);
      Path half = into.resolve("model.safetensors.part");
      Files.deleteIfExists(half);
      TensorFile.write(half, tensors(blip2, vocabulary));
      Files.move(half, weights, StandardCopyOption.REPLACE_EXISTING);
      return into;
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot make a start in " + into, e);
    }
  }

  private void copyFiles(Path blip2, Path into) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(blip2)) {
      files =
          all.filter(Files::isRegularFile).filter(file -> !LearnedFolder.isWeights(file)).toList();
    }
    for (Path file : files) {
      Files.copy(
          file, into.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
    }
    for (String name : TOKENIZER_FILES) {
      if (Files.exists(tokenizer.resolve(name))) {
        Files.copy(
            tokenizer.resolve(name),
            into.resolve("qformer_tokenizer").resolve(name),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void writeConfigs(Path blip2, Path into, int vocabulary) throws IOException {
    ObjectNode config = (ObjectNode) JSON.readTree(blip2.resolve("config.json").toFile());
    config.putArray("architectures").add("InstructBlipForConditionalGeneration");
    config.put("model_type", "instructblip").remove("image_text_hidden_size");
    ObjectNode qformer = config.withObject("/qformer_config");
    qformer.put("model_type", "instructblip_qformer").put("vocab_size", vocabulary);
    qformer.remove("use_qformer_text_input");
    config.withObject("/vision_config").put("model_type", "instructblip_vision_model");
    JSON.writerWithDefaultPrettyPrinter().writeValue(into.resolve("config.json").toFile(), config);
    ObjectNode processor = JSON.createObjectNode();
    Path old = blip2.resolve("processor_config.json");
    if (Files.exists(old)) {
      processor = (ObjectNode) JSON.readTree(old.toFile());
    }
    processor.put("processor_class", "InstructBlipProcessor");
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(into.resolve("processor_config.json").toFile(), processor);
  }

  private Map<String, Content> tensors(Path blip2, int vocabulary) {
    Map<String, TensorEntry> old = CheckpointHeaders.read(blip2).tensors();
    Map<String, Content> tensors = new LinkedHashMap<>();
    old.forEach(
        (name, entry) -> {
          // Left over in files of older releases; not a weight.
          if (!name.endsWith("position_ids")) {
            tensors.put(
                name.replace("qformer.layernorm.", "qformer.embeddings.layernorm."),
                new Content.Copy(entry));
          }
        });
    TextParts parts =
        new TextParts(
            ModelConfig.read(blip2).qformer(),
            vocabulary,
            text.map(folder -> CheckpointHeaders.read(folder).tensors()).orElse(Map.of()),
            seed);
    tensors.putAll(parts.embeddings());
    tensors.putAll(parts.feedForward(old));
    return tensors;
  }
}
