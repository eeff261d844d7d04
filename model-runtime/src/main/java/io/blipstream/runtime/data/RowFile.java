package io.blipstream.runtime.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Streams the rows of a file: lines of a {@code .jsonl}, else the elements of the array, or the
 * fields of the object, that a path of fields leads to. Of one row at a time there is more in
 * memory than its text. Of one thread.
 */
final class RowFile {
  private static final int LONGEST_LINE = 1 << 20;
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxStringLength(LONGEST_LINE)
          .maxNameLength(4_096)
          .build();
  private static final ObjectMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build()).build();

  /** What is done with the rows. */
  interface Visitor {
    /**
     * @return whether more rows are wanted
     */
    boolean row(Row row);

    void broken(String place, String fault);
  }

  private final Path file;
  private final Map<String, String> columns;
  private long number;

  RowFile(Path file, Map<String, String> columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * @param path fields that lead to the rows, separated by strokes; empty for the whole file
   * @throws FatalException FILE_NOT_FOUND; DATA_INVALID where a file that is no {@code .jsonl} is
   *     broken, since nothing after the break can be told apart
   */
  void each(String path, Visitor visitor) {
    try {
      if (file.toString().endsWith(".jsonl")) {
        lines(visitor);
      } else {
        document(path, visitor);
      }
    } catch (JsonProcessingException e) {
      throw invalid("is broken: " + e.getOriginalMessage() + where(e), e);
    } catch (CharacterCodingException e) {
      throw invalid("is not UTF-8", e);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read " + file, e);
    }
  }

  private void lines(Visitor visitor) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      boolean more = true;
      for (String line = line(reader); line != null && more; line = line(reader)) {
        if (!line.isBlank()) {
          more = visited(line, visitor);
        }
      }
    }
  }

  private boolean visited(String line, Visitor visitor) {
    try {
      return visitor.row(new Row(place(), "", JSON.readTree(line), columns));
    } catch (JsonProcessingException e) {
      visitor.broken(place(), "is no JSON: " + e.getOriginalMessage());
      return true;
    }
  }

  /** BufferedReader's own readLine() takes a line of any length into memory. */
  private String line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    number++;
    for (int c = reader.read(); c != '\n'; c = reader.read()) {
      if (c < 0) {
        return line.isEmpty() ? null : line.toString();
      }
      if (line.length() == LONGEST_LINE) {
        throw invalid("has a line longer than " + LONGEST_LINE + " characters", null);
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private void document(String path, Visitor visitor) throws IOException {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      parser.nextToken();
      for (String field : path.isEmpty() ? new String[0] : path.split("/", -1)) {
        enter(parser, field);
      }
      boolean named = parser.currentToken() == JsonToken.START_OBJECT;
      if (!named && parser.currentToken() != JsonToken.START_ARRAY) {
        throw invalid("holds no rows" + (path.isEmpty() ? "" : " in " + path), null);
      }
      while (!parser.nextToken().isStructEnd()) {
        String key = "";
        if (named) {
          key = parser.currentName();
          parser.nextToken();
        }
        number++;
        JsonNode node = parser.readValueAsTree();
        if (!visitor.row(new Row(place(), key, node, columns))) {
          return;
        }
      }
    }
  }

  private void enter(JsonParser parser, String field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw invalid("has no object around " + field, null);
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(field);
      parser.nextToken();
      if (found) {
        return;
      }
      parser.skipChildren();
    }
    throw invalid("has no field " + field, null);
  }

  private String place() {
    return file.getFileName() + ", row " + number;
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
  }

  private FatalException invalid(String words, Exception cause) {
    return new FatalException(FaultCode.DATA_INVALID, file + " " + words, cause);
  }
}
