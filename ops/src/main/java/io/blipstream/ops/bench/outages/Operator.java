package io.blipstream.ops.bench.outages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is seen from outside: the probes' reasons and the metrics. Of one thread. */
public final class Operator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** Of the metrics, what tells of an outage. */
  private static final Pattern TELLING =
      Pattern.compile(
          "^blipstream_(streams_state\\{.*} 1\\.0|tasks_given_up_total.*|broker_answers.*"
              + "|dead_letters_total.*|retries_total.*)");

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String address;
  private final Set<String> reasons = new LinkedHashSet<>();
  private List<String> metrics = List.of();

  public Operator(String address) {
    this.address = address;
  }

  /** Looks once. */
  public void look() throws InterruptedException {
    try {
      look(ask("/readyz"), "ready");
      look(ask("/livez"), "live");
      List<String> told = ask("/metrics").lines().filter(TELLING.asMatchPredicate()).toList();
      metrics = told.isEmpty() ? metrics : told;
    } catch (IOException e) {
      reasons.add("no answer");
    }
  }

  private void look(String body, String probe) throws IOException {
    JsonNode found = JSON.readTree(body);
    for (JsonNode check : found.path("checks")) {
      if (!check.path("good").asBoolean()) {
        String words = check.path("name").asText() + ": " + check.path("detail").asText();
        reasons.add("not " + probe + ", " + NUMBER.matcher(words).replaceAll("N"));
      }
    }
  }

  private String ask(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Forgets what was seen before. */
  void clear() {
    reasons.clear();
  }

  /** Why it was not ready or not alive, each reason once. */
  public List<String> reasons() {
    return new ArrayList<>(reasons);
  }

  /** What the metrics said last. */
  List<String> metrics() {
    return metrics;
  }
}
