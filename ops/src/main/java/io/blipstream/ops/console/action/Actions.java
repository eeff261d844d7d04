package io.blipstream.ops.console.action;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blipstream.ops.http.Caller;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Handlers that change something: a POST with a JSON object, which the gate lets pass for its own
 * pages and whoever has a token. Each is noted before and after. Any thread.
 */
public final class Actions {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Audit audit;

  public Actions(Audit audit) {
    this.audit = requireNonNull(audit, "audit");
  }

  /** Does it. */
  @FunctionalInterface
  public interface Action {
    /**
     * @param body an object
     * @param who by whose token
     * @return what the browser is answered, as JSON
     * @throws IllegalArgumentException where the body says nothing that can be done
     */
    Object act(JsonNode body, String who) throws InterruptedException;
  }

  /**
   * @param what its name in the notes
   * @param named fields of the body that say what it is done to; others are not noted
   */
  public Handler of(String what, List<String> named, Action action) {
    return request -> {
      JsonNode body = body(request);
      Map<String, JsonNode> on = new LinkedHashMap<>();
      named.stream().filter(body::has).forEach(name -> on.put(name, body.get(name)));
      String who = Caller.of(request);
      audit.note(who, request.ip(), what, on, "asked");
      String outcome = FaultCode.INTERNAL.code();
      try {
        outcome = answered(request, () -> action.act(body, who));
      } finally {
        audit.note(who, request.ip(), what, on, outcome);
      }
    };
  }

  /**
   * The same of a question that needs a body: it changes nothing, and is not noted.
   *
   * @param question throws what an action does
   */
  public static Handler asking(Function<JsonNode, Object> question) {
    return request -> {
      JsonNode body = body(request);
      answered(request, () -> question.apply(body));
    };
  }

  /** How it ended. */
  private static String answered(Context request, Callable<Object> work) throws Exception {
    try {
      Object answer = work.call();
      answer(request, answer);
      return "done";
    } catch (IllegalArgumentException e) {
      refuse(request, 400, e.getMessage());
      return FaultCode.REQUEST_INVALID.code();
    } catch (BlipstreamException e) {
      refuse(request, e instanceof FatalException ? 409 : 503, e.getMessage());
      return e.code().code();
    }
  }

  /** A body that is a JSON object; whoever sends another is told so. */
  public static JsonNode body(Context request) {
    try {
      JsonNode body = JSON.readTree(request.body());
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      throw new io.javalin.http.BadRequestResponse("no JSON");
    }
    throw new io.javalin.http.BadRequestResponse("no JSON object");
  }

  /** Answers with JSON. */
  public static void answer(Context request, Object answer) throws JsonProcessingException {
    request.contentType("application/json").result(JSON.writeValueAsString(answer));
  }

  private static void refuse(Context request, int status, String why) {
    request.status(status).contentType("text/plain; charset=utf-8").result(why);
  }
}
