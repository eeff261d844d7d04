package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.REQUEST_INVALID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.Sampling;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.fault.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From one line of a request file to what is asked; strict, since a mistyped field is a mistake.
 */
final class RequestLine {
  private static final List<String> FIELDS =
      List.of(
          "image",
          "frames",
          "prompt",
          "max_new_tokens",
          "min_new_tokens",
          "num_beams",
          "length_penalty",
          "repetition_penalty",
          "top_p",
          "temperature",
          "seed",
          "candidates");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String place;
  private final JsonNode node;

  private RequestLine(String place, JsonNode node) {
    this.place = place;
    this.node = node;
  }

  static Ask parsed(String text, long number) {
    String place = "line " + number;
    try {
      return new RequestLine(place, JSON.readTree(text)).ask();
    } catch (JsonProcessingException e) {
      throw new FatalException(
          REQUEST_INVALID, place + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private Ask ask() {
    if (!node.isObject()) {
      throw invalid("must be an object");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw invalid(
                    "has a field \"" + name + "\", not one of " + String.join(", ", FIELDS));
              }
            });
    boolean clip = node.has("frames");
    if (clip == node.has("image")) {
      throw invalid("needs either \"image\" or \"frames\"");
    }
    List<String> images = clip ? texts("frames") : List.of(text("image"));
    if (images.size() > ImageRequest.MOST_FRAMES) {
      throw invalid("has more than " + ImageRequest.MOST_FRAMES + " frames");
    }
    return new Ask(place, images, clip, text("prompt"), options());
  }

  private DecodingOptions options() {
    try {
      int most = integer("max_new_tokens", DecodingOptions.DEFAULT.maxNewTokens());
      return new DecodingOptions(
          most,
          integer("min_new_tokens", 0),
          integer("num_beams", 1),
          number("length_penalty", 1),
          number("repetition_penalty", 1),
          sampling(),
          node.has("candidates") ? texts("candidates") : List.of());
    } catch (IllegalArgumentException e) {
      throw new FatalException(REQUEST_INVALID, place + ": " + e.getMessage(), e);
    }
  }

  /** Any of its fields asks for a draw. */
  private Optional<Sampling> sampling() {
    if (!node.has("top_p") && !node.has("temperature") && !node.has("seed")) {
      return Optional.empty();
    }
    JsonNode seed = node.path("seed");
    if (!seed.isMissingNode() && !seed.canConvertToLong()) {
      throw invalid("needs an integer in \"seed\"");
    }
    return Optional.of(new Sampling(number("top_p", 1), number("temperature", 1), seed.asLong(0)));
  }

  private String text(String field) {
    return text(node.path(field), field);
  }

  private List<String> texts(String field) {
    JsonNode array = node.path(field);
    if (!array.isArray() || array.isEmpty()) {
      throw invalid("needs a list of texts in \"" + field + "\"");
    }
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(text(each, field)));
    return texts;
  }

  private String text(JsonNode value, String field) {
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw invalid("needs a text in \"" + field + "\"");
    }
    return value.asText();
  }

  private int integer(String field, int fallback) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return fallback;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw invalid("needs an integer in \"" + field + "\"");
    }
    return value.asInt();
  }

  private double number(String field, double fallback) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return fallback;
    }
    if (!value.isNumber()) {
      throw invalid("needs a number in \"" + field + "\"");
    }
    return value.asDouble();
  }

  private FatalException invalid(String words) {
    return new FatalException(REQUEST_INVALID, place + " " + words);
  }
}
