package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.registry.RegistryUnavailableException;
import io.blipstream.schemas.registry.SchemaRefusedException;
import io.blipstream.schemas.registry.SchemaRegistries;
import io.blipstream.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The serde against a registry server that others wrote: the one that the build fetches, or the one
 * whose address {@value #ANOTHER} names.
 */
class RegistryServerIT {
  private static final String ANOTHER = "registry.url";

  /** Null where another is named. */
  private static RegistryServer server;

  private static String url;

  /** So that a server may be asked twice. */
  private final String run = UUID.randomUUID().toString();

  private final String topic = "t-" + run;

  @BeforeAll
  static void start() throws Exception {
    url = System.getProperty(ANOTHER);
    if (url == null) {
      server = RegistryServer.start();
      url = server.url();
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Keys and values in turn; a user nobody knows, so that no client is shared between calls. */
  private static Map<String, Object> config(String... pairs) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", url.replace("://", "://" + UUID.randomUUID() + ":x@"));
    for (int i = 0; i < pairs.length; i += 2) {
      config.put(pairs[i], pairs[i + 1]);
    }
    return config;
  }

  private static <T extends SpecificRecord> SpecificAvroSerde<T> serde(
      Class<T> type, String... pairs) {
    return SpecificAvroSerde.of(type, config(pairs), false);
  }

  private byte[] written(String... pairs) {
    return serde(Template.class, pairs).serializer().serialize(topic, Records.template());
  }

  private Template read(byte[] bytes) {
    return serde(Template.class).deserializer().deserialize(topic, bytes);
  }

  private static Schema changed(String before, String after) {
    String text = Records.published(Template.getClassSchema()).toString();
    assertThat(text).contains(before);
    return new Schema.Parser().parse(text.replace(before, after));
  }

  @Test
  void whatWasWrittenIsReadByAnother() {
    byte[] bytes = serde(ImageEvent.class).serializer().serialize("image-events", Records.event());
    assertThat(serde(ImageEvent.class).deserializer().deserialize("image-events", bytes))
        .isEqualTo(Records.event());
  }

  @Test
  void theBytesAreConfluentsBytesWhoeverRegisters() {
    byte[] ours = written();
    Map<String, Object> plain = Map.of("schema.registry.url", url);
    try (KafkaAvroSerializer confluent = new KafkaAvroSerializer();
        KafkaAvroDeserializer reader = new KafkaAvroDeserializer()) {
      confluent.configure(plain, false);
      reader.configure(plain, false);
      assertThat(confluent.serialize(topic, ConfluentRecords.of(Records.template())))
          .isEqualTo(ours);
      assertThat(reader.deserialize(topic, ours))
          .isEqualTo(ConfluentRecords.of(Records.template()));
      byte[] theirs =
          confluent.serialize("first-" + topic, ConfluentRecords.of(Records.template()));
      assertThat(read(theirs)).isEqualTo(Records.template());
    }
  }

  @Test
  void withoutRegistrationOnlyAPublishedSchemaIsWritten() {
    assertThatThrownBy(() -> written("auto.register.schemas", "false"))
        .isInstanceOf(SchemaRefusedException.class);
    byte[] registered = written();
    assertThat(written("auto.register.schemas", "false")).isEqualTo(registered);
    assertThat(written("auto.register.schemas", "false", "normalize.schemas", "true"))
        .isEqualTo(registered);
  }

  @Test
  void anOlderAndANewerWritersRecordsAreRead() {
    SchemaRegistry registry = SchemaRegistries.open(config());
    String description = "{\"name\":\"description\"";
    Schema newer =
        changed(description, "{\"name\":\"rank\",\"type\":\"int\",\"default\":5}," + description);
    registry.register(topic + "-value", newer, false);
    byte[] bytes = written("auto.register.schemas", "false", "use.latest.version", "true");
    assertThat(bytes.length).isGreaterThan(written().length);
    assertThat(read(bytes)).isEqualTo(Records.template());

    Schema older = changed("\"symbols\":[\"UNKNOWN\",", "\"symbols\":[\"SUMMARY\",\"UNKNOWN\",");
    registry.register("older-" + topic + "-value", older, false);
    byte[] shifted =
        serde(Template.class, "auto.register.schemas", "false", "use.latest.version", "true")
            .serializer()
            .serialize("older-" + topic, Records.template());
    assertThat(read(shifted).getTask()).isEqualTo(Task.CAPTION);
  }

  @Test
  void anIncompatibleSchemaIsRefusedForGood() throws Exception {
    SchemaRegistry registry = SchemaRegistries.open(config());
    registry.register(
        topic + "-value",
        changed("\"name\":\"text\",\"type\":\"string\"", "\"name\":\"text\",\"type\":\"int\""),
        false);
    demand("FULL", topic + "-value");
    assertThatThrownBy(this::written)
        .isInstanceOfSatisfying(
            SchemaRefusedException.class, e -> assertThat(e.errorCode()).isEqualTo(409));
  }

  /** An independent judge of what {@link EvolutionTest} says. */
  @ParameterizedTest
  @MethodSource("io.blipstream.schemas.serde.EvolutionTest#contracts")
  void everyRelease_isCompatibleWithAllBefore_andABreachIsRefused(Schema contract)
      throws Exception {
    for (String rule : List.of("BACKWARD", "FULL_TRANSITIVE")) {
      String subject = String.join("-", rule, contract.getFullName(), run);
      SchemaRegistry registry = SchemaRegistries.open(config());
      for (Schema version : EvolutionTest.published(contract)) {
        registry.register(subject, version, false);
        demand(rule, subject);
      }
      String renamed = "\"name\":\"" + contract.getFields().get(0).name() + "\"";
      Schema breach = broken(contract.toString(), renamed);
      assertThatThrownBy(() -> registry.register(subject, breach, false))
          .isInstanceOfSatisfying(
              SchemaRefusedException.class, e -> assertThat(e.errorCode()).isEqualTo(409));
    }
  }

  private static Schema broken(String contract, String renamed) {
    assertThat(contract).contains(renamed);
    return new Schema.Parser().parse(contract.replace(renamed, "\"name\":\"another\""));
  }

  private static void demand(String rule, String subject) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + "/config/" + subject))
                    // Of servers that know no other, some take the offer of HTTP/2 for the request.
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .PUT(BodyPublishers.ofString("{\"compatibility\": \"" + rule + "\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void anUnknownSchemaIsABadRecord() {
    assertThatThrownBy(() -> read(new byte[] {0, 127, 0, 0, 0, 1}))
        .isInstanceOf(SchemaRefusedException.class);
  }

  @Test
  void aSchemaNamedByAGuidThatThisServerDoesNotKnowIsABadRecord() {
    byte[] header = new byte[17];
    header[0] = 1;
    RecordHeaders headers = new RecordHeaders();
    headers.add("__value_schema_id", header);
    assertThatThrownBy(
            () -> serde(Template.class).deserializer().deserialize(topic, headers, new byte[] {0}))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void whatIsKnownIsWrittenAndReadWhileTheServerIsAway() throws Exception {
    SpecificAvroSerde<Template> serde;
    SchemaRegistry registry;
    try (RegistryServer passing = RegistryServer.start()) {
      Map<String, Object> config = config("max.retries", "1", "retries.wait.ms", "1");
      config.put("schema.registry.url", passing.url());
      serde = SpecificAvroSerde.of(Template.class, config, false);
      registry = SchemaRegistries.open(config);
      byte[] bytes = serde.serializer().serialize(topic, Records.template());
      serde.deserializer().deserialize(topic, bytes);
    }
    byte[] bytes = serde.serializer().serialize(topic, Records.template());
    assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(Records.template());
    assertThatThrownBy(
            () -> serde.deserializer().deserialize(topic, new byte[] {0, 0, 0, 0, 77, 1}))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> serde.serializer().serialize("other", Records.template()))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> registry.byId(77, Optional.empty()))
        .isInstanceOf(RegistryUnavailableException.class);
  }
}
