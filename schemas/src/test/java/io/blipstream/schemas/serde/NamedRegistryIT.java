package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.registry.RegistryUnavailableException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The serde against a registry server that somebody else started, with TLS and a password: {@value
 * #NAMED} names a properties file with what the serde needs. {@link SecuredRegistryIT} is its like
 * in every build.
 */
@EnabledIfSystemProperty(named = NamedRegistryIT.NAMED, matches = ".+")
class NamedRegistryIT {
  static final String NAMED = "registry.secured";
  private static final String USER_INFO = "basic.auth.user.info";

  private static final Map<String, Object> CONFIG = new HashMap<>();

  private final String topic = "t-" + UUID.randomUUID();

  @BeforeAll
  static void load() throws Exception {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(System.getProperty(NAMED)))) {
      properties.load(file);
    }
    properties.forEach((key, value) -> CONFIG.put(key.toString(), value));
    CONFIG.put("max.retries", 0);
    assertThat(CONFIG.get("schema.registry.url").toString()).startsWith("https://");
    assertThat(CONFIG).containsKey(USER_INFO);
  }

  private static SpecificAvroSerde<ImageEvent> serde(Map<String, Object> config) {
    return SpecificAvroSerde.of(ImageEvent.class, config, false);
  }

  private byte[] written(Map<String, Object> config) {
    return serde(config).serializer().serialize(topic, Records.event());
  }

  @Test
  void recordIsWrittenAndRead_andTheContractIsFound() {
    byte[] bytes = written(CONFIG);
    assertThat(serde(CONFIG).deserializer().deserialize(topic, bytes)).isEqualTo(Records.event());
    assertThat(SchemaFit.of(CONFIG, topic, ImageEvent.getClassSchema(), true).kind())
        .isEqualTo(SchemaFit.Kind.REGISTERED);
  }

  @Test
  void anotherPassword_isNotTheRecordsFault_andIsNotSaid() {
    Map<String, Object> config = new HashMap<>(CONFIG);
    config.put(USER_INFO, CONFIG.get(USER_INFO).toString().replaceFirst(":.*", ":wr0ng"));
    assertThatThrownBy(() -> written(config))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageNotContaining("wr0ng");
  }

  @Test
  void serverThatNobodyVouchesFor_isToldNothing() {
    Map<String, Object> config = new HashMap<>(CONFIG);
    config.keySet().removeIf(key -> key.contains("ssl"));
    assertThatThrownBy(() -> written(config)).isInstanceOf(RegistryUnavailableException.class);
  }
}
