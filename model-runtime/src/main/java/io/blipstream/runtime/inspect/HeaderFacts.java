package io.blipstream.runtime.inspect;

import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.StoredType;
import io.blipstream.runtime.weights.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the headers count up to. Tensors are counted as they stand in the files, fitting or not: a
 * surplus one takes its room too.
 */
record HeaderFacts(ModelConfig config, CheckpointHeaders headers, Precision precision) {
  List<Part> parts() {
    return List.of(
        part("image encoder", vision(), "vision_model."),
        part("Q-Former", qformer(), "qformer.", "query_tokens"),
        part("projection", Map.of(), "language_projection."),
        part("language model", config.text().sizes(), "language_model."));
  }

  Map<StoredType, Integer> types() {
    Map<StoredType, Integer> types = new EnumMap<>(StoredType.class);
    headers.tensors().values().forEach(tensor -> types.merge(tensor.type(), 1, Integer::sum));
    return types;
  }

  List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    for (Path file : headers.shards()) {
      long tensors =
          headers.tensors().values().stream().filter(tensor -> tensor.file().equals(file)).count();
      try {
        shards.add(new Shard(file.getFileName().toString(), Files.size(file), (int) tensors));
      } catch (IOException e) {
        throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read " + file + ": " + e, e);
      }
    }
    return shards;
  }

  long heldBytes() {
    return parts().stream().mapToLong(Part::heldBytes).sum();
  }

  private Map<String, Integer> vision() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("num_hidden_layers", config.vision().layers());
    sizes.put("hidden_size", config.vision().hidden());
    sizes.put("num_attention_heads", config.vision().heads());
    sizes.put("intermediate_size", config.vision().intermediate());
    sizes.put("image_size", config.vision().imageSize());
    sizes.put("patch_size", config.vision().patchSize());
    return sizes;
  }

  private Map<String, Integer> qformer() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("num_hidden_layers", config.qformer().layers());
    sizes.put("hidden_size", config.qformer().hidden());
    sizes.put("num_attention_heads", config.qformer().heads());
    sizes.put("intermediate_size", config.qformer().intermediate());
    sizes.put("cross_attention_frequency", config.qformer().crossEvery());
    sizes.put("num_query_tokens", config.qformer().queries());
    return sizes;
  }

  private Part part(String name, Map<String, Integer> sizes, String... prefixes) {
    int tensors = 0;
    long parameters = 0;
    long stored = 0;
    long held = 0;
    for (Map.Entry<String, TensorEntry> entry : headers.tensors().entrySet()) {
      TensorEntry tensor = entry.getValue();
      if (List.of(prefixes).stream().anyMatch(entry.getKey()::startsWith)) {
        tensors++;
        parameters += tensor.elements();
        stored += tensor.bytes();
        held += tensor.elements() * width(entry.getKey());
      }
    }
    return new Part(name, sizes, tensors, parameters, stored, held);
  }

  private int width(String name) {
    return precision == Precision.BF16 && ModelConfig.mayBeHalf(name) ? 2 : 4;
  }
}
