package io.blipstream.runtime.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.weights.ConfigNode;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Which special tokens stand around a prompt. Mostly {@code tokenizer.json} says it; of a LLaMA the
 * reference sets it anew from {@code tokenizer_config.json}, whatever the other file says.
 *
 * @param ofTheFile whether it is left to {@code tokenizer.json}
 * @param before ids in front of the words
 * @param behind ids behind them
 */
record Template(boolean ofTheFile, long[] before, long[] behind) {
  static final Template OF_THE_FILE = new Template(true, new long[0], new long[0]);

  private static final Set<String> SET_ANEW = Set.of("LlamaTokenizer", "LlamaTokenizerFast");

  /**
   * @param settings {@code tokenizer_config.json}
   * @throws FatalException CHECKPOINT_INVALID where a token that it names is not one
   */
  static Template of(ConfigNode settings, HuggingFaceTokenizer tokenizer) {
    if (!SET_ANEW.contains(settings.text("tokenizer_class", ""))) {
      return OF_THE_FILE;
    }
    return new Template(
        false,
        token(settings, "add_bos_token", true, "bos_token", "<s>", tokenizer),
        token(settings, "add_eos_token", false, "eos_token", "</s>", tokenizer));
  }

  private static long[] token(
      ConfigNode settings,
      String wanted,
      boolean byDefault,
      String key,
      String fallback,
      HuggingFaceTokenizer tokenizer) {
    if (!settings.flag(wanted, byDefault)) {
      return new long[0];
    }
    String token =
        settings.has(key) && !settings.isText(key)
            ? settings.object(key).text("content", fallback)
            : settings.text(key, fallback);
    long[] ids = tokenizer.encode(token, false, false).getIds();
    if (ids.length != 1) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, settings.where() + ": " + key + " is no token");
    }
    return ids;
  }

  long[] around(long[] words) {
    return LongStream.concat(
            LongStream.concat(LongStream.of(before), LongStream.of(words)), LongStream.of(behind))
        .toArray();
  }
}
