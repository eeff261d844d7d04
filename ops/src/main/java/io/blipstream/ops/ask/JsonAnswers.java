package io.blipstream.ops.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.engine.Choice;
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
    if (!answer.choices().isEmpty()) {
      line.put("candidates", answer.choices().stream().map(JsonAnswers::candidate).toList());
    }
    print(line);
  }

  @Override
  public void failed(Ask ask, Fault fault) {
    Map<String, Object> line = start(ask);
    line.put("error", error(fault));
    print(line);
  }

  @Override
  public void refused(long line, Fault fault) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("line", line);
    object.put("error", error(fault));
    print(object);
  }

  @Override
  public boolean unread() {
    return out.checkError();
  }

  /** In a fixed order, so that the same faults give the same lines. */
  private static Map<String, Object> error(Fault fault) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", fault.code().code());
    error.put("message", fault.message());
    return error;
  }

  private static Map<String, Object> candidate(Choice choice) {
    Map<String, Object> candidate = new LinkedHashMap<>();
    candidate.put("text", choice.text());
    candidate.put("logprob", choice.logProbability());
    candidate.put("score", choice.score());
    return candidate;
  }

  private static Map<String, Object> start(Ask ask) {
    Map<String, Object> line = new LinkedHashMap<>();
    if (ask.clip()) {
      line.put("frames", ask.images());
    } else {
      line.put("image", ask.images().get(0));
    }
    line.put("prompt", ask.prompt());
    ask.template().ifPresent(template -> line.put("template", template));
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
