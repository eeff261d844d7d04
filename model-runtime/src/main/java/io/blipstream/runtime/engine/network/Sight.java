package io.blipstream.runtime.engine.network;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.model.PromptTokens;
import java.util.List;

/**
 * One prompt before the pictures that it is about.
 *
 * @param frames at least one
 */
public record Sight(List<Features> frames, PromptTokens prompt) {
  public Sight {
    frames = List.copyOf(frames);
    requireNonNull(prompt, "prompt");
  }
}
