package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.registry.RegistryUnavailableException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry server that others wrote, behind certificates and a password. */
class SecuredRegistryIT {
  private static final String TOPIC = "image-events";

  @TempDir private static Path folder;
  private static TestAuthority authority;
  private static RegistryServer server;
  private static PasswordFront front;

  @BeforeAll
  static void start() throws Exception {
    authority = TestAuthority.in(folder);
    server =
        RegistryServer.start(
            "-Dquarkus.http.ssl-port=0",
            "-Dquarkus.http.ssl.certificate.key-store-file=" + authority.serverKeys(),
            "-Dquarkus.http.ssl.certificate.key-store-password=" + TestAuthority.PASSWORD);
    front = PasswordFront.start(authority.serverContext(), server.url());
  }

  @AfterAll
  static void stop() {
    front.close();
    server.close();
  }

  private static Map<String, Object> trusting(String url) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", url);
    config.put("max.retries", 0);
    config.put("schema.registry.ssl.truststore.location", authority.certificate().toString());
    config.put("schema.registry.ssl.truststore.type", "PEM");
    return config;
  }

  private static Map<String, Object> withPassword(String password) {
    Map<String, Object> config = trusting(front.url());
    config.put("basic.auth.credentials.source", "USER_INFO");
    config.put("basic.auth.user.info", PasswordFront.USER + ":" + password);
    return config;
  }

  private static SpecificAvroSerde<ImageEvent> serde(Map<String, Object> config) {
    return SpecificAvroSerde.of(ImageEvent.class, config, false);
  }

  private static void assertWritesAndReads(Map<String, Object> config) {
    byte[] bytes = serde(config).serializer().serialize(TOPIC, Records.event());
    assertThat(serde(config).deserializer().deserialize(TOPIC, bytes)).isEqualTo(Records.event());
  }

  @Test
  void recordIsWrittenAndRead_overTheServersOwnTls() throws Exception {
    assertWritesAndReads(trusting(server.securedUrl()));
  }

  @Test
  void recordIsWrittenAndRead_andTheContractIsFound_withAPasswordOverTls() {
    int before = front.passed();
    Map<String, Object> config = withPassword(PasswordFront.PASSWORD);
    assertWritesAndReads(config);
    assertThat(SchemaFit.of(config, TOPIC, ImageEvent.getClassSchema(), true).kind())
        .isEqualTo(SchemaFit.Kind.REGISTERED);
    assertThat(front.passed()).isGreaterThan(before);
  }

  @Test
  void anotherPasswordOrNone_isNotTheRecordsFault_andIsNotSaid() {
    int before = front.passed();
    for (Map<String, Object> config : List.of(withPassword("wr0ng"), trusting(front.url()))) {
      assertThatThrownBy(() -> serde(config).serializer().serialize(TOPIC, Records.event()))
          .isInstanceOf(AuthenticationException.class)
          .hasMessageNotContaining("wr0ng");
    }
    assertThat(front.passed()).isEqualTo(before);
  }

  @Test
  void serverThatNobodyVouchesFor_isToldNothing() throws Exception {
    int before = front.passed();
    for (String url : new String[] {front.url(), server.securedUrl()}) {
      Map<String, Object> config = withPassword(PasswordFront.PASSWORD);
      config.keySet().removeIf(key -> key.contains("ssl"));
      config.put("schema.registry.url", url);
      assertThatThrownBy(() -> serde(config).serializer().serialize(TOPIC, Records.event()))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageNotContaining(PasswordFront.PASSWORD);
    }
    assertThat(front.passed()).isEqualTo(before);
  }
}
