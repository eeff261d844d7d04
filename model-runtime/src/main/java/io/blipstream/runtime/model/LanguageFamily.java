package io.blipstream.runtime.model;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.language.llama.Llama;
import io.blipstream.runtime.language.llama.LlamaConfig;
import io.blipstream.runtime.language.t5.T5;
import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.weights.CheckpointWeights;
import io.blipstream.runtime.weights.ConfigNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The families of language models: this is where one is named, its package is all else there is to
 * it.
 */
public enum LanguageFamily {
  FLAN_T5("t5"),
  LLAMA("llama");

  private final String modelType;

  LanguageFamily(String modelType) {
    this.modelType = modelType;
  }

  /** Which family {@code text_config} describes. */
  static LanguageFamily of(ConfigNode text) {
    String found = text.text("model_type", "");
    return Arrays.stream(values())
        .filter(family -> family.modelType.equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                new FatalException(
                    FaultCode.CHECKPOINT_UNSUPPORTED,
                    "%s: model_type is \"%s\"; %s are run"
                        .formatted(
                            text.where(),
                            found,
                            Arrays.stream(values())
                                .map(family -> "\"" + family.modelType + "\"")
                                .collect(Collectors.joining(" and ")))));
  }

  /** As the configuration's {@code model_type} names it. */
  public String modelType() {
    return modelType;
  }

  LanguageModel load(ConfigNode text, CheckpointWeights weights, NDManager manager) {
    return switch (this) {
      case FLAN_T5 -> T5.load(T5Config.from(text), weights, weights.names(), manager);
      case LLAMA -> Llama.load(LlamaConfig.from(text), weights, manager);
    };
  }
}
