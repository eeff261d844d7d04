package io.blipstream.ops.ask;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Prompt;
import java.util.List;

/**
 * One thing to ask.
 *
 * @param place for messages: {@code line 3}, or empty where there are no lines
 * @param images path of the picture, or of each frame of a clip in order, as the user wrote them
 * @param clip whether the user spoke of frames, be it of one
 * @param prompt the words
 */
public record Ask(
    String place, List<String> images, boolean clip, String prompt, DecodingOptions options) {
  public Ask {
    requireNonNull(place, "place");
    images = List.copyOf(images);
    requireNonNull(prompt, "prompt");
    requireNonNull(options, "options");
  }

  /** Of one picture. */
  public Ask(String place, String image, String prompt, DecodingOptions options) {
    this(place, List.of(image), false, prompt, options);
  }

  /** The words as the engine takes them. */
  public Prompt words() {
    return new Prompt(prompt, options);
  }

  /** The message, with the line in front where there is one. */
  public String located(String message) {
    return place.isEmpty() ? message : place + ": " + message;
  }
}
