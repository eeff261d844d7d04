package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.REQUEST_INVALID;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.Sampling;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.schemas.Turn;
import java.util.List;
import java.util.Optional;

/** From one line of a request file to what is asked. */
final class RequestLine {
  private static final List<String> FIELDS =
      List.of(
          "image",
          "frames",
          "prompt",
          "question",
          "answer",
          "template",
          "ocr_tokens",
          "history",
          "options",
          "candidates",
          "max_new_tokens",
          "min_new_tokens",
          "num_beams",
          "length_penalty",
          "repetition_penalty",
          "top_p",
          "temperature",
          "seed");
  private static final List<String> TURN = List.of("question", "answer");

  private final String place;
  private final JsonFields fields;

  private RequestLine(String place, JsonFields fields) {
    this.place = place;
    this.fields = fields;
  }

  static Ask parsed(String text, long number) {
    String place = "line " + number;
    return new RequestLine(place, JsonFields.of(text, place, FIELDS)).ask();
  }

  private Ask ask() {
    boolean clip = fields.has("frames");
    if (clip == fields.has("image")) {
      throw fields.invalid("needs either \"image\" or \"frames\"");
    }
    List<String> images = clip ? fields.texts("frames") : List.of(fields.text("image"));
    if (images.size() > ImageRequest.MOST_FRAMES) {
      throw fields.invalid("has more than " + ImageRequest.MOST_FRAMES + " frames");
    }
    Optional<String> prompt = fields.optionalWords("prompt");
    OwnWords own = ownWords();
    if (prompt.isPresent() && own.any()) {
      throw fields.invalid(
          "has a \"prompt\", which is taken word for word: it goes with no \"question\","
              + " \"answer\", \"template\", \"ocr_tokens\", \"history\" or \"options\"");
    }
    DecodingOptions options = options();
    return prompt
        .map(words -> new Ask(place, images, clip, words, Optional.empty(), options))
        .orElseGet(() -> worded(images, clip, own, options));
  }

  private Ask worded(List<String> images, boolean clip, OwnWords own, DecodingOptions options) {
    try {
      OwnWords.Worded worded = own.worded();
      return new Ask(place, images, clip, worded.prompt(), Optional.of(worded.template()), options);
    } catch (FatalException e) {
      throw new FatalException(e.code(), place + ": " + e.getMessage(), e);
    }
  }

  private OwnWords ownWords() {
    return new OwnWords(
        fields.optionalText("question"),
        fields.optionalText("answer"),
        fields.optionalText("template"),
        fields.optionalTexts("ocr_tokens"),
        fields.objects("history", TURN).stream()
            .map(turn -> new Turn(turn.text("question"), turn.text("answer")))
            .toList(),
        fields.optionalTexts("options"));
  }

  private DecodingOptions options() {
    try {
      return new DecodingOptions(
          fields.integer("max_new_tokens", DecodingOptions.DEFAULT.maxNewTokens()),
          fields.integer("min_new_tokens", 0),
          fields.integer("num_beams", 1),
          fields.number("length_penalty", 1),
          fields.number("repetition_penalty", 1),
          sampling(),
          fields.optionalTexts("candidates"));
    } catch (IllegalArgumentException e) {
      throw new FatalException(REQUEST_INVALID, place + ": " + e.getMessage(), e);
    }
  }

  /** Any of its fields asks for a draw. */
  private Optional<Sampling> sampling() {
    return fields.has("top_p") || fields.has("temperature") || fields.has("seed")
        ? Optional.of(
            new Sampling(
                fields.number("top_p", 1),
                fields.number("temperature", 1),
                fields.whole("seed").orElse(0)))
        : Optional.empty();
  }
}
