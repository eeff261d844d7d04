package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.DecodingOptions;

/**
 * One instruction in the words that the model gets.
 *
 * @param text the words; the Q-Former and the language model read the same
 * @param options how its answer is decoded
 */
public record Prompt(String text, DecodingOptions options) {
  public Prompt {
    requireNonNull(text, "text");
    requireNonNull(options, "options");
  }
}
