package io.blipstream.ops.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedRegistryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ONE_FIELD =
      """
      {"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"}]}
      """;
  private static final String WITH_DEFAULT =
      """
      {"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"},
        {"name": "b", "type": "int", "default": 0}]}
      """;
  private static final String WITHOUT_DEFAULT =
      """
      {"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"},
        {"name": "b", "type": "int"}]}
      """;

  private final EmbeddedRegistry registry = EmbeddedRegistry.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void sameSchema_hasOneIdInAllSubjects() throws Exception {
    int first = register("a-value", ONE_FIELD).body().path("id").asInt();
    assertThat(register("b-value", ONE_FIELD.replace(" ", "")).body().path("id").asInt())
        .isEqualTo(first);
    assertThat(register("a-value", WITH_DEFAULT).body().path("id").asInt()).isNotEqualTo(first);
    assertThat(get("/subjects").body().toString()).isEqualTo("[\"a-value\",\"b-value\"]");
    assertThat(get("/subjects/a-value/versions").body().toString()).isEqualTo("[1,2]");
  }

  @Test
  void registeredTwice_staysOneVersion() throws Exception {
    register("a-value", ONE_FIELD);
    register("a-value", ONE_FIELD);
    assertThat(get("/subjects/a-value/versions").body().toString()).isEqualTo("[1]");
  }

  @Test
  void registeredSchema_isFoundByIdVersionAndText() throws Exception {
    int id = register("a-value", ONE_FIELD).body().path("id").asInt();
    register("a-value", WITH_DEFAULT);
    String text = get("/schemas/ids/" + id).body().path("schema").asText();
    assertThat(JSON.readTree(text)).isEqualTo(JSON.readTree(ONE_FIELD));
    assertThat(get("/subjects/a-value/versions/1").body().path("id").asInt()).isEqualTo(id);
    assertThat(get("/subjects/a-value/versions/latest").body().path("version").asInt())
        .isEqualTo(2);
    assertThat(post("/subjects/a-value", ONE_FIELD).body().path("version").asInt()).isEqualTo(1);
  }

  @Test
  void subjectWithSlashPlusAndSpace_isOneSubject() throws Exception {
    register("a%2Fb+c%20d", ONE_FIELD);
    assertThat(get("/subjects").body().toString()).isEqualTo("[\"a/b+c d\"]");
  }

  @Test
  void whatIsNotThere_hasConfluentsErrorCode() throws Exception {
    register("a-value", ONE_FIELD);
    assertError(get("/subjects/none/versions"), 404, 40401);
    assertError(get("/subjects/a-value/versions/7"), 404, 40402);
    assertError(get("/subjects/a-value/versions/seven"), 422, 42202);
    assertError(get("/schemas/ids/99"), 404, 40403);
    assertError(post("/subjects/a-value", WITH_DEFAULT), 404, 40403);
    assertError(post("/subjects/none", ONE_FIELD), 404, 40401);
    assertError(get("/elsewhere"), 404, 404);
  }

  @Test
  void invalidSchema_isRefused() throws Exception {
    assertError(register("a-value", "{\"type\": \"recor\"}"), 422, 42201);
    assertError(send("POST", "/subjects/a-value/versions", "{}"), 422, 42201);
    assertError(send("POST", "/subjects/a-value/versions", "{not json"), 422, 42201);
    assertThat(get("/subjects").body()).isEmpty();
  }

  @Test
  void incompatibleSchema_isRefusedUnlessTheLevelAllowsIt() throws Exception {
    assertThat(get("/config").body().path("compatibilityLevel").asText()).isEqualTo("BACKWARD");
    register("a-value", ONE_FIELD);
    assertError(register("a-value", WITHOUT_DEFAULT), 409, 409);
    assertError(get("/config/a-value"), 404, 40408);
    send("PUT", "/config/a-value", "{\"compatibility\": \"FORWARD\"}");
    assertThat(get("/config/a-value").body().path("compatibilityLevel").asText())
        .isEqualTo("FORWARD");
    assertThat(register("a-value", WITHOUT_DEFAULT).status()).isEqualTo(200);
    assertError(send("PUT", "/config", "{\"compatibility\": \"SOMEHOW\"}"), 422, 42203);
  }

  @Test
  void transitiveLevel_comparesWithAllVersions() throws Exception {
    send("PUT", "/config", "{\"compatibility\": \"NONE\"}");
    register("a-value", ONE_FIELD);
    register("a-value", WITHOUT_DEFAULT);
    send("PUT", "/config", "{\"compatibility\": \"BACKWARD_TRANSITIVE\"}");
    String readsOnlyTheSecond =
        WITHOUT_DEFAULT.replace("\"name\": \"R\"", "\"doc\": \"d\", \"name\": \"R\"");
    assertError(register("a-value", readsOnlyTheSecond), 409, 409);
    send("PUT", "/config", "{\"compatibility\": \"BACKWARD\"}");
    assertThat(register("a-value", readsOnlyTheSecond).status()).isEqualTo(200);
  }

  @Test
  void oversizedBody_isRefused() throws Exception {
    String body = "{\"schema\": \"" + "x".repeat(RegistryHandler.LARGEST_BODY_BYTES) + "\"}";
    assertError(send("POST", "/subjects/a-value/versions", body), 413, 413);
  }

  private static void assertError(Answer answer, int status, int code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("error_code").asInt()).isEqualTo(code);
    assertThat(answer.body().path("message").asText()).isNotEmpty();
  }

  private Answer register(String subject, String schema) throws Exception {
    return post("/subjects/" + subject + "/versions", schema);
  }

  private Answer post(String path, String schema) throws Exception {
    return send("POST", path, JSON.writeValueAsString(Map.of("schema", schema)));
  }

  private Answer get(String path) throws Exception {
    return send("GET", path, "");
  }

  private Answer send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(registry.url() + path))
                .method(
                    method,
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private record Answer(int status, JsonNode body) {}
}
