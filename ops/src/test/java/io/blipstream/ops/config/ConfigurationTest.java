package io.blipstream.ops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  @Test
  void environmentOverridesTheFile_andTheFileTheDefaults(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("blipstream.properties"),
            """
            topics.prefix = shop-
            engine.linger.ms = 7
            in.flight.max.events = 9
            """);
    Configuration configuration =
        ConfigurationReader.read(
            file,
            Map.of(
                "BLIPSTREAM_ENGINE_LINGER_MS", "8",
                "BLIPSTREAM_KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "BLIPSTREAM_DEBUG", "1",
                "PATH", "/bin"));
    assertThat(configuration.value(Keys.ENGINE_LINGER)).isEqualTo(Duration.ofMillis(8));
    assertThat(configuration.value(Keys.IN_FLIGHT_MAX_EVENTS)).isEqualTo(9);
    assertThat(configuration.value(Keys.TOPICS_PREFIX)).isEqualTo("shop-");
    assertThat(configuration.value(Keys.ENGINE_BATCH_MAX_IMAGES)).isEqualTo(16);
    assertThat(configuration.kafka()).containsExactly(entry("bootstrap.servers", "broker:9092"));
  }

  @Test
  void kafkasAndTheRegistrysKeys_passThroughUnderTheirOwnNames() {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "kafka.security.protocol", "SSL",
                "kafka.producer.linger.ms", "5",
                "schema.registry.url", "http://registry",
                "schema.registry.ssl.truststore.location", "/trust",
                "schema.registry.basic.auth.user.info", "a:b",
                "schema.registry.auto.register.schemas", "false"));
    assertThat(configuration.kafka())
        .containsOnly(entry("security.protocol", "SSL"), entry("producer.linger.ms", "5"));
    assertThat(configuration.registry())
        .containsOnly(
            entry("schema.registry.url", "http://registry"),
            entry("schema.registry.ssl.truststore.location", "/trust"),
            entry("basic.auth.user.info", "a:b"),
            entry("auto.register.schemas", "false"));
  }

  @Test
  void unknownKey_isRefusedWithTheNearestName() {
    assertInvalid(
        () -> Configuration.of(Map.of("engine.linger", "3")), "did you mean engine.linger.ms?");
    assertInvalid(
        () -> ConfigurationReader.read(Map.of("BLIPSTREAM_MODEL_DIT", "x")),
        "unknown key model.dit; did you mean model.dir?");
    assertInvalid(() -> Configuration.of(Map.of("zzz", "3")), "unknown key zzz");
    assertInvalid(() -> Configuration.of(Map.of("kafka.", "3")), "unknown key kafka.");
    assertInvalid(() -> Configuration.of(Map.of("kafka.application.id", "a")), "application.id");
  }

  @Test
  void everythingUnknown_isSaidAtOnce() {
    assertInvalid(
        () -> Configuration.of(Map.of("model.dirr", "m", "http.prot", "1", "topics.prefix", "a")),
        "unknown key http.prot; did you mean http.port?; unknown key model.dirr; did you mean"
            + " model.dir?");
  }

  /** Kafka would only log that it takes no notice of it. */
  @ParameterizedTest
  @CsvSource({
    "kafka.bootstrap.server, kafka.bootstrap.servers",
    "kafka.group.instance.ids, kafka.group.instance.id",
    "kafka.producer.linger.m, kafka.producer.linger.ms",
    "kafka.main.consumer.max.pol.records, kafka.main.consumer.max.poll.records",
    "schema.registry.urls, schema.registry.url",
    "schema.registry.basic.auth.userinfo, schema.registry.basic.auth.user.info"
  })
  void slipInAKeyThatIsPassedOn_isRefused(String name, String meant) {
    assertInvalid(
        () -> Configuration.of(Map.of(name, "x")),
        "unknown key " + name + "; did you mean " + meant + "?");
    assertThat(Configuration.of(Map.of(meant, "x")).toString()).startsWith(meant);
  }

  @Test
  void keysOfPlugIns_arePassedOn() {
    assertThat(Configuration.of(Map.of("kafka.confluent.interceptor.topic", "t")).kafka())
        .containsOnly(entry("confluent.interceptor.topic", "t"));
  }

  @ParameterizedTest
  @CsvSource({
    "engine.linger.ms, -1",
    "engine.linger.ms, 10001",
    "engine.linger.ms, 1s",
    "engine.batch.max.images, 0",
    "in.flight.max.bytes, 1",
    "topics.prefix, a/b",
    "application.id, ''",
    "image.profile, fast",
    "model.reload, always",
    "canary.share, 1.1",
    "shadow.share, most",
    "image.resize, SQUASH",
    "model.dir, ''"
  })
  void valueOutOfRange_isRefusedByNameOfTheKey(String name, String value) {
    assertInvalid(() -> Configuration.of(Map.of(name, value)), name + " is '" + value + "'");
  }

  @Test
  void missingRequiredKey_saysHowToSetIt() {
    Configuration configuration = Configuration.of(Map.of());
    assertInvalid(() -> configuration.value(Keys.MODEL_DIR), "BLIPSTREAM_MODEL_DIR");
  }

  @Test
  void secretsAreNeverPrinted() {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "kafka.ssl.key.password", "hunter2",
                "kafka.sasl.jaas.config", "module password=hunter2",
                "kafka.ssl.keystore.key", "hunter2",
                "schema.registry.basic.auth.user.info", "me:hunter2",
                "schema.registry.bearer.auth.token", "hunter2",
                "topics.prefix", "shown-"));
    assertThat(configuration.toString()).doesNotContain("hunter2").contains("topics.prefix=shown-");
  }

  @Test
  void valuesComeFromFilesAndTheEnvironment(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "hunter2\n");
    Path more = Files.writeString(directory.resolve("more.properties"), "user = me\n");
    Path file =
        Files.writeString(
            directory.resolve("blipstream.properties"),
            "kafka.ssl.key.password=${file:%s}\nschema.registry.basic.auth.user.info=${file:%s:user}:${env:PASS}\nkafka.other=${vault:x}\n"
                .formatted(secret, more));
    Configuration configuration = ConfigurationReader.read(file, Map.of("PASS", "a$b"));
    assertThat(configuration.kafka())
        .containsOnly(entry("ssl.key.password", "hunter2"), entry("other", "${vault:x}"));
    assertThat(configuration.registry()).containsOnly(entry("basic.auth.user.info", "me:a$b"));
    assertInvalid(
        () -> ConfigurationReader.read(file, Map.of()),
        "schema.registry.basic.auth.user.info cannot be resolved: no environment variable PASS");
    assertInvalid(
        () -> ConfigurationReader.read(Map.of("BLIPSTREAM_KAFKA_X", "${file:/none/there}")),
        "kafka.x cannot be resolved: no readable file");
  }

  @Test
  void missingFile_isNamed(@TempDir Path directory) {
    Path missing = directory.resolve("none.properties");
    assertThatThrownBy(() -> ConfigurationReader.read(missing, Map.of()))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.FILE_NOT_FOUND))
        .hasMessageContaining("none.properties");
  }

  @Test
  void fileThatIsNotUtf8_isRefused(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("latin.properties");
    Files.write(file, "topics.prefix=\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertInvalid(() -> ConfigurationReader.read(file, Map.of()), "UTF-8");
  }

  private static void assertInvalid(ThrowingCallable action, String words) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID))
        .hasMessageContaining(words);
  }
}
