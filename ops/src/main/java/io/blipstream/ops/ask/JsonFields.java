package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.REQUEST_INVALID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blipstream.ops.config.NearestName;
import io.blipstream.runtime.fault.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The fields of a JSON object, each of the kind that is asked for; strict, since a mistyped field
 * is a mistake. Every fault says where the object stands.
 */
final class JsonFields {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String place;
  private final JsonNode node;

  private JsonFields(String place, JsonNode node, List<String> known) {
    this.place = place;
    this.node = node;
    if (!node.isObject()) {
      throw invalid("must be an object");
    }
    node.fieldNames().forEachRemaining(name -> requireKnown(name, known));
  }

  /**
   * @param place such as {@code line 3}, for messages
   * @param known the only fields that it may have
   */
  static JsonFields of(String text, String place, List<String> known) {
    try {
      return new JsonFields(place, JSON.readTree(text), known);
    } catch (JsonProcessingException e) {
      throw new FatalException(
          REQUEST_INVALID, place + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private void requireKnown(String name, List<String> known) {
    if (!known.contains(name)) {
      String hint =
          NearestName.to(name, known)
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("known are " + String.join(", ", known));
      throw invalid("has an unknown field \"" + name + "\"; " + hint);
    }
  }

  boolean has(String field) {
    return node.has(field);
  }

  String text(String field) {
    return text(node.path(field), field);
  }

  Optional<String> optionalText(String field) {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  /** The same, where a text may be empty. */
  Optional<String> optionalWords(String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? Optional.of(value.asText()) : optionalText(field);
  }

  /** At least one. */
  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    array(field, "texts").forEach(each -> texts.add(text(each, field)));
    return texts;
  }

  List<String> optionalTexts(String field) {
    return has(field) ? texts(field) : List.of();
  }

  /** The objects of a list, none where the field is not there. */
  List<JsonFields> objects(String field, List<String> known) {
    List<JsonFields> objects = new ArrayList<>();
    if (has(field)) {
      array(field, "objects")
          .forEach(each -> objects.add(new JsonFields(place + ", \"" + field + "\"", each, known)));
    }
    return objects;
  }

  private JsonNode array(String field, String what) {
    JsonNode array = node.path(field);
    if (!array.isArray() || array.isEmpty()) {
      throw invalid("needs a list of " + what + " in \"" + field + "\"");
    }
    return array;
  }

  private String text(JsonNode value, String field) {
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw invalid("needs a text in \"" + field + "\"");
    }
    return value.asText();
  }

  int integer(String field, int fallback) {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !value.canConvertToInt()) {
      throw invalid("needs an integer in \"" + field + "\"");
    }
    return Math.toIntExact(whole(field).orElse(fallback));
  }

  OptionalLong whole(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw invalid("needs an integer in \"" + field + "\"");
    }
    return OptionalLong.of(value.asLong());
  }

  double number(String field, double fallback) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return fallback;
    }
    if (!value.isNumber()) {
      throw invalid("needs a number in \"" + field + "\"");
    }
    return value.asDouble();
  }

  FatalException invalid(String words) {
    return new FatalException(REQUEST_INVALID, place + " " + words);
  }
}
