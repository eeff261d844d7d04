package io.blipstream.ops.ask;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * One thing to ask.
 *
 * @param place for messages: {@code line 3}, or empty where there are no lines
 * @param images path of the picture, or of each frame of a clip in order, as the user wrote them
 * @param clip whether the user spoke of frames, be it of one
 * @param prompt the words
 * @param template {@code id@version} of the built-in template that worded it; empty where the user
 *     wrote the prompt
 */
public record Ask(
    String place,
    List<String> images,
    boolean clip,
    String prompt,
    Optional<String> template,
    DecodingOptions options) {
  public Ask {
    requireNonNull(place, "place");
    images = List.copyOf(images);
    requireNonNull(prompt, "prompt");
    requireNonNull(template, "template");
    requireNonNull(options, "options");
  }

  /** Of one picture, in the user's words. */
  public Ask(String place, String image, String prompt, DecodingOptions options) {
    this(place, List.of(image), false, prompt, Optional.empty(), options);
  }

  /**
   * Of one picture, worded by a built-in template.
   *
   * @throws io.blipstream.runtime.fault.FatalException with {@link
   *     io.blipstream.runtime.fault.FaultCode#REQUEST_INVALID}
   */
  public static Ask worded(String image, OwnWords words, DecodingOptions options) {
    OwnWords.Worded worded = words.worded();
    return new Ask(
        "", List.of(image), false, worded.prompt(), Optional.of(worded.template()), options);
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
