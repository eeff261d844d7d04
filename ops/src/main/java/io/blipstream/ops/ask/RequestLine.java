package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.REQUEST_INVALID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.fault.FatalException;
import java.util.List;

/**
 * From one line of a request file to what is asked; strict, since a mistyped field is a mistake.
 */
final class RequestLine {
  private static final List<String> FIELDS = List.of("image", "prompt", "max_new_tokens");
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
    return new Ask(place, text("image"), text("prompt"), options());
  }

  private String text(String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw invalid("needs a text in \"" + field + "\"");
    }
    return value.asText();
  }

  private DecodingOptions options() {
    JsonNode value = node.path("max_new_tokens");
    if (value.isMissingNode()) {
      return DecodingOptions.DEFAULT;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw invalid("needs an integer in \"max_new_tokens\"");
    }
    try {
      return new DecodingOptions(value.asInt());
    } catch (IllegalArgumentException e) {
      throw new FatalException(REQUEST_INVALID, place + ": " + e.getMessage(), e);
    }
  }

  private FatalException invalid(String words) {
    return new FatalException(REQUEST_INVALID, place + " " + words);
  }
}
