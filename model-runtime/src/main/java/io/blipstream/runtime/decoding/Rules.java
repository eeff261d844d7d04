package io.blipstream.runtime.decoding;

import io.blipstream.runtime.language.LanguageModel;
import java.util.List;

/**
 * What a search goes by.
 *
 * @param options of the request
 * @param stopping of beam search
 * @param end token that ends an answer
 * @param before tokens that stand before an answer and count as said
 */
record Rules(DecodingOptions options, EarlyStopping stopping, int end, List<Integer> before) {
  static Rules of(
      DecodingOptions options, EarlyStopping stopping, LanguageModel model, long[] prompt) {
    return new Rules(options, stopping, model.end(), model.said(prompt));
  }

  boolean ended(Words words) {
    return words.size() >= options.maxNewTokens() || words.endWith(end);
  }

  boolean silent(int said) {
    return said < options.minNewTokens();
  }
}
