package io.blipstream.runtime.decoding;

import io.blipstream.runtime.language.LanguageModel;
import java.util.List;

/**
 * What a search goes by.
 *
 * @param options of the request
 * @param end token that ends an answer
 * @param before tokens that stand before an answer and count as said
 */
record Rules(DecodingOptions options, int end, List<Integer> before) {
  static Rules of(DecodingOptions options, LanguageModel model, long[] prompt) {
    return new Rules(options, model.end(), model.said(prompt));
  }

  boolean ended(Words words) {
    return words.size() >= options.maxNewTokens() || words.endWith(end);
  }

  boolean silent(int said) {
    return said < options.minNewTokens();
  }
}
