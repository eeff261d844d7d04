package io.blipstream.ops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Map;

/** One JSON object a line. */
record JsonLines(PrintWriter out) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void print(Map<String, Object> line) {
    try {
      out.print(JSON.writeValueAsString(line) + "\n");
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make JSON", e);
    }
  }
}
