package io.blipstream.runtime.model;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.language.LanguageConfig;
import io.blipstream.runtime.language.llama.LlamaConfig;
import io.blipstream.runtime.language.opt.OptConfig;
import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.weights.ConfigNode;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The families of language models: this is where one is named, its package is all else there is to
 * it.
 */
public enum LanguageFamily {
  FLAN_T5("t5", (text, placeholder) -> T5Config.from(text)),
  LLAMA("llama", LlamaConfig::from),
  OPT("opt", OptConfig::from);

  private final String modelType;

  // references to static methods: they hold no state
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<ConfigNode, OptionalInt, LanguageConfig> reader;

  LanguageFamily(String modelType, BiFunction<ConfigNode, OptionalInt, LanguageConfig> reader) {
    this.modelType = modelType;
    this.reader = reader;
  }

  /** Which family {@code text_config} describes. */
  static LanguageFamily of(ConfigNode text) {
    String found = text.text("model_type", "opt"); // the reference's default
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

  /**
   * Reads {@code text_config} of this family.
   *
   * @param placeholder the image's token, where prompts have it
   */
  LanguageConfig config(ConfigNode text, OptionalInt placeholder) {
    return reader.apply(text, placeholder);
  }
}
