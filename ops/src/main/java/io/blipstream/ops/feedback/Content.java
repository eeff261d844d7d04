package io.blipstream.ops.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.schemas.Feedback;
import io.blipstream.topology.routing.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a version holds, in an order that is its own and not the topic's. Its digest is the
 * version's name. Of one thread.
 */
final class Content {
  /** Corrections whose picture lies elsewhere; no data set. */
  static final String ADDRESSES = "addresses.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * By picture and prompt, a later one in the place of an earlier one: two answers to one question
   * about one picture teach nothing. By picture, since tuning sets the last rows aside, and a
   * picture should not be on both sides.
   */
  private final Map<TaskSet, Map<String, ObjectNode>> rows = new EnumMap<>(TaskSet.class);

  private final Map<String, ObjectNode> addresses = new TreeMap<>();
  private final Map<String, Integer> by = new TreeMap<>();
  private int contradicted;

  /**
   * @param digest of the picture, and {@code file} its name
   */
  void add(Correction correction, String digest, String file) {
    Feedback feedback = correction.feedback();
    ObjectNode row = row(correction).put("image", PictureShelf.FOLDER + '/' + file);
    ObjectNode before =
        rows.computeIfAbsent(TaskSet.of(feedback.getTask()), set -> new TreeMap<>())
            .put(digest + ' ' + feedback.getPrompt(), row);
    by.merge(feedback.getGivenBy(), 1, Integer::sum);
    if (before != null) {
      contradicted++;
      by.merge(before.path("given_by").asText(), -1, Integer::sum);
    }
  }

  /** One whose picture lies elsewhere. */
  void addAddress(Correction correction, String uri) {
    ObjectNode row = row(correction).put("uri", uri);
    row.put("image_sha256", correction.feedback().getImageSha256().orElse(null));
    addresses.put(correction.key() + ' ' + correction.feedback().getEventId(), row);
  }

  private static ObjectNode row(Correction correction) {
    Feedback feedback = correction.feedback();
    return JSON.createObjectNode()
        .put("id", correction.key())
        .put("text", feedback.getPrompt())
        .put("answer", correction.rightText())
        .put("said", feedback.getSaid().orElse(null))
        .put("given_by", feedback.getGivenBy())
        .put("given_at", feedback.getGivenAt().toString())
        .put("event_id", feedback.getEventId())
        .put("template", feedback.getTemplate().orElse(null))
        .put("model_digest", feedback.getModelDigest());
  }

  boolean isEmpty() {
    return rows.isEmpty() && addresses.isEmpty();
  }

  /** Rows by data set. */
  Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new TreeMap<>();
    rows.forEach((set, all) -> sizes.put(set.title(), all.size()));
    return sizes;
  }

  /** Rows by who gave them. */
  Map<String, Integer> by() {
    by.values().removeIf(count -> count == 0);
    return by;
  }

  /** Earlier ones of the same picture and prompt. */
  int contradicted() {
    return contradicted;
  }

  int addresses() {
    return addresses.size();
  }

  /** SHA-256 over all files, in hexadecimal. */
  String digest() {
    StringBuilder all = new StringBuilder();
    files().forEach((name, text) -> all.append(name).append('\n').append(text));
    return Sha256.of(ByteBuffer.wrap(all.toString().getBytes(UTF_8)));
  }

  void write(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    List<ObjectNode> declared = new ArrayList<>();
    rows.forEach(
        (set, all) -> {
          files.put(set.file(), lines(all));
          declared.add(set.declaration());
        });
    if (!declared.isEmpty()) {
      ObjectNode sets = JSON.createObjectNode();
      sets.putArray("datasets").addAll(declared);
      files.put("sets.json", sets.toPrettyString() + '\n');
    }
    if (!addresses.isEmpty()) {
      files.put(ADDRESSES, lines(addresses));
    }
    return files;
  }

  private static String lines(Map<String, ObjectNode> rows) {
    StringBuilder lines = new StringBuilder();
    for (ObjectNode row : rows.values()) {
      try {
        lines.append(JSON.writeValueAsString(row)).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("texts always make JSON", e);
      }
    }
    return lines.toString();
  }
}
