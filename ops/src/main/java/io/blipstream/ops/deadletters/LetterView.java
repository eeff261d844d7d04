package io.blipstream.ops.deadletters;

import io.blipstream.runtime.fault.Addresses;
import io.blipstream.schemas.Header;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Letters as names and values, for JSON and for lines of text: for people, and so without bytes of
 * pictures and without what is secret in an address. Whoever needs the original takes its bytes.
 */
public final class LetterView {
  private static final int LONGEST_BYTES = 256;

  private LetterView() {}

  /** A letter in a list. */
  public static Map<String, Object> of(Letter letter) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("place", letter.place().toString());
    view.put("failed_at", letter.failedAt().toString());
    view.put("fault", letter.fault());
    view.put("message", Addresses.hidden(letter.message()));
    put(view, "event_id", letter.eventId());
    put(view, "instruction_id", letter.instructionId());
    put(view, "template", letter.template());
    put(view, "subject", letter.subject());
    put(view, "feed", letter.feed());
    put(view, "deadline", letter.deadline().map(Object::toString));
    view.put("attempts", letter.attempts());
    view.put("origin", origin(letter.origin()));
    view.put("original", letter.original().name().toLowerCase(Locale.ROOT));
    put(view, "value_bytes", letter.valueBytes());
    put(view, "value_sha256", letter.valueSha256());
    return view;
  }

  /**
   * A letter by itself, with all that it holds.
   *
   * @param event the original value, where it can be read
   */
  public static Map<String, Object> of(
      Letter letter, Optional<ByteBuffer> key, List<Header> headers, Optional<ImageEvent> event) {
    Map<String, Object> view = of(letter);
    view.put("key", key.map(LetterView::bytes).orElse(null));
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Header header : headers) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("key", Addresses.hidden(header.getKey()));
      each.put("value", header.getValue().map(LetterView::bytes).orElse(null));
      shown.add(each);
    }
    view.put("headers", shown);
    event.ifPresent(content -> view.put("event", value(content)));
    return view;
  }

  /** The pictures of an event, in their order; one that is given by its address is empty. */
  public static List<Optional<ByteBuffer>> pictures(ImageEvent event) {
    return event.getImages().stream().map(Image::getBytes).toList();
  }

  private static void put(Map<String, Object> view, String name, Optional<?> value) {
    value.ifPresent(present -> view.put(name, value(present)));
  }

  private static Map<String, Object> origin(Origin origin) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("topic", origin.getTopic());
    view.put("partition", origin.getPartition());
    view.put("offset", origin.getOffset());
    view.put("timestamp", origin.getTimestamp().toString());
    return view;
  }

  /** By the schema and not field by field: what an event holds later is shown as well. */
  private static Object value(Object value) {
    if (value instanceof SpecificRecord part) {
      Map<String, Object> view = new LinkedHashMap<>();
      part.getSchema().getFields().forEach(field -> view.put(field.name(), field(part, field)));
      return view;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(LetterView::value).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> view = new LinkedHashMap<>();
      map.forEach((name, each) -> view.put(Addresses.hidden(name.toString()), value(each)));
      return view;
    }
    if (value instanceof ByteBuffer bytes) {
      return "(" + bytes.remaining() + " bytes)";
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : Addresses.hidden(value.toString());
  }

  /** A picture's address is one to its end, also where a blank in it would end it amid words. */
  private static Object field(SpecificRecord part, Schema.Field field) {
    Object content = part.get(field.pos());
    return part instanceof Image && field.name().equals("uri") && content != null
        ? Addresses.shown(content.toString())
        : value(content);
  }

  /** Text where it is text, else hexadecimal digits; of a long one the beginning. */
  private static String bytes(ByteBuffer buffer) {
    ByteBuffer part = buffer.slice(buffer.position(), Math.min(LONGEST_BYTES, buffer.remaining()));
    String rest =
        buffer.remaining() > LONGEST_BYTES ? "... (" + buffer.remaining() + " bytes)" : "";
    try {
      return Addresses.hidden(StandardCharsets.UTF_8.newDecoder().decode(part.duplicate()) + rest);
    } catch (CharacterCodingException e) {
      return "hex:" + HexFormat.of().formatHex(Bytes.of(part)) + rest;
    }
  }
}
