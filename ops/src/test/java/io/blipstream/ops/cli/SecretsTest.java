package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.fake.FakeEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A secret is planted where secrets stand, and looked for in all that anybody can read. */
class SecretsTest {
  private static final String SECRET = "pl4nted-s3cret";

  @TempDir private Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.DEBUG);
  }

  @AfterEach
  void stopListening() {
    root.setLevel(before);
    root.detachAppender(log);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username\\=\"u\" password\\=\"SECRET\";\n"
            + "kafka.security.protocol=SASL_PLAINTEXT\nkafka.sasl.mechanism=SCRAM-SHA-512",
        "kafka.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required password\\=\"SECRET\"\n"
            + "kafka.security.protocol=SASL_PLAINTEXT\nkafka.sasl.mechanism=SCRAM-SHA-512",
        "kafka.ssl.keystore.password=SECRET\nkafka.ssl.keystore.location=/nowhere\nkafka.security.protocol=SSL",
        "kafka.ssl.keystore.key=SECRET\nkafka.ssl.keystore.type=PEM\nkafka.security.protocol=SSL",
        "kafka.ssl.key.password=SECRET\nkafka.ssl.truststore.password=SECRET",
        "schema.registry.basic.auth.credentials.source=USER_INFO\nschema.registry.basic.auth.user.info=u:SECRET",
        "schema.registry.basic.auth.user.info=u:SECRET",
        "schema.registry.bearer.auth.credentials.source=STATIC_TOKEN\nschema.registry.bearer.auth.token=SECRET",
        "schema.registry.url=http://u:SECRET@127.0.0.1:1",
        "schema.registry.url=http://u:SECRET@bad host",
        "schema.registry.url=ftp://u:SECRET@127.0.0.1",
        "schema.registry.ssl.truststore.password=SECRET\nschema.registry.ssl.truststore.location=/nowhere",
        "schema.registry.url=http://u:a/SECRET@127.0.0.1:1",
        "schema.registry.url=http://u:a@SECRET@127.0.0.1:1",
        "schema.registry.url=http://u:a SECRET@127.0.0.1:1",
        "schema.registry.url=http://u:a,SECRET@127.0.0.1:1",
        "pasword=SECRET",
        "http.token=SECRET",
        "http.token=SECRET, and a letter that may not stand there: \u00e4",
        "http.tokens=desk\\=SECRET",
        "http.tokens=desk\\=SECRET-long-enough,desk\\=SECRET-another",
        "trace.endpoint=http://u:SECRET@127.0.0.1:1/v1/traces",
        "trace.endpoint=http://u:a/SECRET@127.0.0.1:1/v1/traces",
        "fetch.allow=https://u:SECRET@images.example.org",
        "kafka.sasl.oauthbearer.client.credentials.client.secret=SECRET\nkafka.sasl.mechanism=OAUTHBEARER\nkafka.security.protocol=SASL_PLAINTEXT",
        "schema.registry.serializer.class=io.nowhere.Serializer\nschema.registry.a.password=SECRET",
        "retry.max.ms=http://u:SECRET@x",
        "schema.registry.url=http://127.0.0.1:1/?api_key\\=SECRET",
        "schema.registry.url=http://127.0.0.1:1/a b?SECRET",
        "schema.registry.url=127.0.0.1/?api_key\\=SECRET",
        "schema.registry.url=http://127.0.0.1:1,http://127.0.0.1:2/?SECRET,http://127.0.0.1:3",
        "schema.registry.url=http://127.0.0.1:1/#api_key\\=SECRET",
        "trace.endpoint=http://127.0.0.1:1/v1/traces?key\\=SECRET",
        "trace.endpoint=ftp://127.0.0.1:1/v1/traces?key\\=SECRET",
        "trace.endpoint=http://127.0.0.1:1/v1/traces?key\\=a SECRET",
        "fetch.allow=https://images.example.org/?sig\\=SECRET",
        "kafka.bootstrap.servers=http://127.0.0.1:1/?SECRET",
        "kafka.sasl.oauthbearer.token.endpoint.url=http://127.0.0.1:1/?client_secret\\=SECRET\nkafka.sasl.mechanism=OAUTHBEARER\nkafka.security.protocol=SASL_PLAINTEXT\n"
            + "kafka.sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
        "retry.max.ms=http://x/?SECRET",
      })
  void plantedSecret_isNowhereToBeRead(String planted) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("a.properties"),
            """
            kafka.bootstrap.servers=127.0.0.1:1
            kafka.default.api.timeout.ms=600
            kafka.request.timeout.ms=500
            kafka.max.block.ms=500
            schema.registry.url=http://127.0.0.1:1
            schema.registry.max.retries=0
            model.dir=%s
            """
                    .formatted(folder)
                + planted.replace("SECRET", SECRET));
    List<String> read = new ArrayList<>();
    for (String command : List.of("run", "templates publish", "dead-letters", "doctor")) {
      List<String> arguments = new ArrayList<>(List.of("--debug"));
      arguments.addAll(List.of(command.split(" ")));
      arguments.addAll(List.of("--config", config.toString()));
      CommandRun run =
          CommandRun.of(
              configuration -> new FakeEngine(Duration.ZERO),
              Map.of(),
              arguments.toArray(String[]::new));
      assertThat(run.exitCode()).as("%s%n%s", command, run.err()).isNotZero();
      read.add(run.out());
      read.add(run.err());
    }
    read.add(shown(config));
    log.list.forEach(
        event ->
            read.add(
                event.getFormattedMessage()
                    + ThrowableProxyUtil.asString(event.getThrowableProxy())));

    assertThat(read).noneMatch(words -> words.contains(SECRET));
  }

  private static String shown(Path config) {
    try {
      return ConfigurationReader.read(config, Map.of()).toString();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }
}
