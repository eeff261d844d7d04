package io.blipstream.ops.console.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.http.HttpSettings;
import io.blipstream.ops.http.WebServer;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final String BODY = "{\"place\":\"0:3\",\"text\":\"somebody's words\"}";

  private final AtomicInteger acted = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private Path notes;
  private WebServer server;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    notes = Files.createDirectory(folder.resolve("notes")).resolve("audit.jsonl");
    Configuration configuration =
        Configuration.of(
            Map.of(
                "http.port",
                "0",
                "http.tokens",
                "ada=correct-horse-battery,bob=another-horse-entirely",
                "console.audit.file",
                notes.toString()));
    Actions actions = new Actions(Audit.open(configuration, CLOCK));
    server =
        WebServer.start(
            HttpSettings.of(configuration).orElseThrow(),
            List.of(
                api -> {
                  api.post(
                      "/act",
                      actions.of(
                          "test",
                          List.of("place"),
                          (body, who) -> Map.of("by", who, "nth", acted.incrementAndGet())));
                  api.post(
                      "/fail",
                      actions.of(
                          "test",
                          List.of(),
                          (body, who) -> {
                            throw new FatalException(FaultCode.TEMPLATE_INVALID, "it is not");
                          }));
                  api.post(
                      "/ask",
                      Actions.asking(
                          body -> {
                            throw new IllegalArgumentException("which?");
                          }));
                }));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void action_isNotedBeforeAndAfter_underTheNameOfTheToken_withoutAnybodysWords() throws Exception {
    HttpResponse<String> answer = post("act", BODY, "another-horse-entirely");
    assertThat(answer.body()).contains("\"by\":\"bob\"");
    assertThat(Files.readAllLines(notes))
        .containsExactly(
            "{\"at\":\"2025-01-02T03:04:05Z\",\"who\":\"bob\",\"from\":\"127.0.0.1\",\"what\":\"test\","
                + "\"on\":{\"place\":\"0:3\"},\"outcome\":\"asked\"}",
            "{\"at\":\"2025-01-02T03:04:05Z\",\"who\":\"bob\",\"from\":\"127.0.0.1\",\"what\":\"test\","
                + "\"on\":{\"place\":\"0:3\"},\"outcome\":\"done\"}");
  }

  @Test
  void withoutToken_nothingIsDone() throws Exception {
    assertThat(post("act", BODY, "nobodys-token-at-all").statusCode()).isEqualTo(401);
    assertThat(acted).hasValue(0);
    assertThat(Files.readAllLines(notes)).isEmpty();
  }

  @Test
  void fault_isAnsweredAndNoted() throws Exception {
    HttpResponse<String> answer = post("fail", "{}", "correct-horse-battery");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("it is not");
    assertThat(Files.readAllLines(notes).get(1)).contains("\"who\":\"ada\"", "template-invalid");
  }

  @Test
  void questionThatSaysNothing_isTheSendersFault_andNotNoted() throws Exception {
    HttpResponse<String> answer = post("ask", "{}", "correct-horse-battery");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("which?");
    assertThat(Files.readAllLines(notes)).isEmpty();
  }

  @Test
  void whatIsNoJsonObject_isRefused() throws Exception {
    for (String body : List.of("", "[]", "{", "{} {}", "1")) {
      assertThat(post("act", body, "correct-horse-battery").statusCode()).as(body).isEqualTo(400);
    }
    assertThat(acted).hasValue(0);
  }

  @Test
  void whatCannotBeNoted_isNotDone() throws Exception {
    Files.delete(notes);
    Files.delete(notes.getParent());
    assertThat(post("act", BODY, "correct-horse-battery").statusCode()).isEqualTo(500);
    assertThat(acted).hasValue(0);
    Configuration configuration = Configuration.of(Map.of("console.audit.file", notes.toString()));
    assertThatThrownBy(() -> Audit.open(configuration, CLOCK))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("console.audit.file");
  }

  private HttpResponse<String> post(String path, String body, String token) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Authorization", "Bearer " + token)
            .header("X-Blipstream", "action")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
