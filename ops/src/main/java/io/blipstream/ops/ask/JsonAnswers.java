package io.blipstream.ops.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.fault.Fault;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line. */
public record JsonAnswers(PrintWriter out) implements Answers {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void answered(Ask ask, Outcome.Answer answer) {
    Map<String, Object> line = start(ask);
    line.put("text", answer.text());
    line.put("token_ids", answer.tokenIds());
    line.put("token_logprobs", answer.tokenLogProbabilities());
    line.put("confidence", answer.confidence());
    print(line);
  }

  @Override
  public void failed(Ask ask, Fault fault) {
    Map<String, Object> line = start(ask);
    line.put("error", Map.of("code", fault.code().code(), "message", fault.message()));
    print(line);
  }

  private static Map<String, Object> start(Ask ask) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("image", ask.image());
    line.put("prompt", ask.prompt());
    return line;
  }

  private void print(Map<String, Object> line) {
    try {
      out.print(JSON.writeValueAsString(line) + "\n");
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make JSON", e);
    }
  }
}
