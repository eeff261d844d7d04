package io.blipstream.ops.ask;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Prompt;

/**
 * One thing to ask.
 *
 * @param place for messages: {@code line 3}, or empty where there are no lines
 * @param image path as the user wrote it
 * @param prompt the words
 */
public record Ask(String place, String image, String prompt, DecodingOptions options) {
  public Ask {
    requireNonNull(place, "place");
    requireNonNull(image, "image");
    requireNonNull(prompt, "prompt");
    requireNonNull(options, "options");
  }

  Prompt words() {
    return new Prompt(prompt, options);
  }

  /** The message, with the line in front where there is one. */
  String located(String message) {
    return place.isEmpty() ? message : place + ": " + message;
  }
}
