package io.blipstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("R").fields().requiredString("a").endRecord();

  private final Map<String, Object> config = new HashMap<>();
  private LoopbackRegistry server;

  @BeforeEach
  void start() throws IOException {
    server = LoopbackRegistry.start();
    config.put("schema.registry.url", server.url());
    config.put("retries.wait.ms", 1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SchemaRegistry client() {
    return SchemaRegistries.open(config);
  }

  @Test
  void whatIsRegisteredIsFoundByEveryWay() {
    int id = client().register("s-value", SCHEMA, false).id();
    assertThat(client().lookup("s-value", SCHEMA, false).id()).isEqualTo(id);
    assertThat(client().latest("s-value")).isEqualTo(new RegisteredSchema(id, SCHEMA));
    assertThat(client().byId(id, Optional.of("s-value"))).isEqualTo(SCHEMA);
    assertThat(client().byGuid(InMemorySchemaRegistry.guidOf(SCHEMA))).isEqualTo(SCHEMA);
  }

  @Test
  void asksForTheSameOnlyOnce() {
    SchemaRegistry client = client();
    for (int i = 0; i < 3; i++) {
      int id = client.register("s", SCHEMA, false).id();
      client.lookup("s", SCHEMA, false);
      client.latest("s");
      client.byId(id, Optional.of("s"));
      client.byGuid(InMemorySchemaRegistry.guidOf(SCHEMA));
    }
    assertThat(server.requests()).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void equalConfigurationsShareOneClient() {
    assertThat(client()).isSameAs(client());
    SchemaRegistry first = client();
    config.put("basic.auth.credentials.source", "USER_INFO");
    config.put("basic.auth.user.info", "u:p");
    assertThat(client()).isNotSameAs(first);
  }

  @Test
  void aSubjectsNameMayHoldAnything() {
    String subject = "a/b c?d=ü-value";
    client().register(subject, SCHEMA, false);
    assertThat(server.registry().subjects()).containsExactly(subject);
  }

  @Test
  void basicAuthIsSentFromUserInfo() {
    config.put("basic.auth.credentials.source", "USER_INFO");
    config.put("basic.auth.user.info", "user:pass wörd");
    client().register("s", SCHEMA, false);
    assertThat(server.authorizations()).containsExactly("Basic " + base64("user:pass wörd"));
  }

  @Test
  void basicAuthIsSentFromTheAddress() {
    config.put("schema.registry.url", server.url().replace("://", "://user:p%40ss@"));
    client().register("s", SCHEMA, false);
    assertThat(server.authorizations()).containsExactly("Basic " + base64("user:p@ss"));
  }

  @Test
  void bearerTokenIsSent() {
    config.put("bearer.auth.token", "abc");
    client().register("s", SCHEMA, false);
    assertThat(server.authorizations()).containsExactly("Bearer abc");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aPassingFaultIsTriedAgain(int status) {
    server.failOnce(status);
    server.failOnce(status);
    client().register("s", SCHEMA, false);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void aLastingFaultIsNotTheRecords() {
    config.put("max.retries", 1);
    server.failOnce(503);
    server.failOnce(503);
    assertThatThrownBy(() -> client().byId(1, Optional.empty()))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("503");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aRegistryThatIsAwayIsNotTheRecordsFault() throws IOException {
    config.put("max.retries", 0);
    config.put("schema.registry.url", deadAddress());
    assertThatThrownBy(() -> client().byId(1, Optional.empty()))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void theNextAddressIsAskedWhereOneIsAway() throws IOException {
    config.put("max.retries", 0);
    config.put("schema.registry.url", deadAddress() + "," + server.url());
    assertThat(client().register("s", SCHEMA, false).id()).isEqualTo(1);
  }

  private static String deadAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://localhost:" + socket.getLocalPort();
    }
  }

  @Test
  void anUnknownSchemaIsARefusalAndNotTriedAgain() {
    assertThatThrownBy(() -> client().byId(7, Optional.empty()))
        .isInstanceOfSatisfying(
            SchemaRefusedException.class, e -> assertThat(e.errorCode()).isEqualTo(40403));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anIncompatibleSchemaIsARefusal() {
    client().register("s", SCHEMA, false);
    Schema other = SchemaBuilder.record("R").fields().requiredLong("b").endRecord();
    assertThatThrownBy(() -> client().register("s", other, false))
        .isInstanceOfSatisfying(
            SchemaRefusedException.class, e -> assertThat(e.errorCode()).isEqualTo(409));
  }

  @Test
  void wrongCredentialsAreNotTheRecordsFault() {
    server.failOnce(401);
    assertThatThrownBy(() -> client().latest("s")).isInstanceOf(AuthenticationException.class);
    server.failOnce(403);
    assertThatThrownBy(() -> client().latest("s")).isInstanceOf(AuthorizationException.class);
  }

  @Test
  void aProxysOwn404IsNotTheRecordsFault() {
    server.answerOnce(exchange -> LoopbackRegistry.reply(exchange, 404, "<html>Not here</html>"));
    assertThatThrownBy(() -> client().byId(1, Optional.empty()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void aRegistryWithoutGuidsRefusesTheRecordAndNotTheConfiguration() {
    server.answerOnce(exchange -> LoopbackRegistry.reply(exchange, 404, "no such path"));
    assertThatThrownBy(() -> client().byGuid(new UUID(1, 2)))
        .isInstanceOf(SchemaRefusedException.class);
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (LoopbackRegistry elsewhere = LoopbackRegistry.start()) {
      config.put("bearer.auth.token", "secret");
      server.answerOnce(
          exchange -> {
            exchange.getResponseHeaders().add("Location", elsewhere.url() + "/schemas/ids/1");
            exchange.sendResponseHeaders(302, -1);
          });
      assertThatThrownBy(() -> client().byId(1, Optional.empty()))
          .isInstanceOf(ConfigException.class);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void anEndlessAnswerIsCutOff() {
    config.put("max.retries", 0);
    server.answerOnce(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 1 << 10; i++) {
            exchange.getResponseBody().write(spaces);
          }
        });
    assertThatThrownBy(() -> client().byId(1, Optional.empty()))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void anAnswerThatStopsHalfwayIsGivenUp() {
    CountDownLatch over = new CountDownLatch(1);
    config.put("max.retries", 0);
    config.put("http.connect.timeout.ms", 100);
    config.put("http.read.timeout.ms", 100);
    server.answerOnce(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitUninterruptibly(over);
        });
    assertThatThrownBy(() -> client().byId(1, Optional.empty()))
        .isInstanceOf(RegistryUnavailableException.class);
    over.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anAnswerThatIsNotARegistrysIsNotTheRecordsFault() {
    config.put("max.retries", 0);
    for (String body : new String[] {"", "<html>", "{}", "[]", "{\"schema\": 3}"}) {
      server.answerOnce(exchange -> LoopbackRegistry.reply(exchange, 200, body));
      assertThatThrownBy(() -> client().byId(1, Optional.empty()))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void schemasThatASchemaRefersToAreFetched() {
    server.registry().register("inner", SCHEMA, false);
    server.answerOnce(
        exchange ->
            LoopbackRegistry.reply(
                exchange,
                200,
                """
                {"schema": "{\\"type\\": \\"array\\", \\"items\\": \\"R\\"}",
                 "references": [{"name": "R", "subject": "inner", "version": 1}]}
                """));
    assertThat(client().byId(1, Optional.empty())).isEqualTo(Schema.createArray(SCHEMA));
  }

  @Test
  void referencesWithoutEndAreARefusal() {
    for (int i = 0; i < 100; i++) {
      String body =
          "{\"schema\": \"\\\"int\\\"\", \"references\": [{\"name\": \"R\", \"subject\": \"s"
              + i
              + "\", \"version\": 1}]}";
      server.answerOnce(exchange -> LoopbackRegistry.reply(exchange, 200, body));
    }
    assertThatThrownBy(() -> client().byId(1, Optional.empty()))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("references");
  }

  @Test
  void aSchemaThatCannotBeParsedIsARefusal() {
    String deep = "[".repeat(5_000);
    for (String schema : new String[] {"{\\\"type\\\": \\\"nothing\\\"}", deep, ""}) {
      server.answerOnce(
          exchange -> LoopbackRegistry.reply(exchange, 200, "{\"schema\": \"" + schema + "\"}"));
      assertThatThrownBy(() -> client().byId(1, Optional.empty()))
          .isInstanceOf(SchemaRefusedException.class);
    }
  }

  @Test
  void aProtobufSchemaIsARefusal() {
    server.answerOnce(
        exchange ->
            LoopbackRegistry.reply(
                exchange, 200, "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message M {}\"}"));
    assertThatThrownBy(() -> client().byId(1, Optional.empty()))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("PROTOBUF");
  }
}
