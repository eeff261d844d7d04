package io.blipstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistriesTest {
  @Test
  void aScopeIsOneRegistryForAllWhoNameIt() {
    SchemaRegistry a = SchemaRegistries.open(Map.of("schema.registry.url", "mem://a"));
    assertThat(a).isSameAs(InMemorySchemaRegistry.scope("a"));
    assertThat(a)
        .isNotSameAs(SchemaRegistries.open(Map.of("schema.registry.url", "mem://another")));
    InMemorySchemaRegistry.drop("a");
    assertThat(a).isNotSameAs(InMemorySchemaRegistry.scope("a"));
    InMemorySchemaRegistry.drop("a");
    InMemorySchemaRegistry.drop("another");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8081",
        "ftp://secret:pw@host",
        "http://",
        "http:///path",
        "http://host?query=secret",
        "mem://a,mem://b",
        "http://secret@ho st"
      })
  void aWrongAddressIsRefusedWithoutBeingRepeated(String url) {
    assertThatThrownBy(() -> SchemaRegistries.open(Map.of("schema.registry.url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageNotContaining("secret");
  }

  @Test
  void anAddressIsRequired() {
    assertThatThrownBy(() -> SchemaRegistries.open(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.user.info, u:p",
    "basic.auth.credentials.source, USER_INFO",
    "basic.auth.credentials.source, SASL_INHERIT",
    "bearer.auth.credentials.source, OAUTHBEARER",
    "proxy.host, proxy",
    "max.retries, -1",
    "http.read.timeout.ms, 0",
    "schema.registry.ssl.truststore.location, /no/such/file",
    "schema.registry.ssl.truststore.typo, x"
  })
  void whatCannotBeHonouredIsRefused(String key, String value) {
    assertThatThrownBy(
            () -> SchemaRegistries.open(Map.of("schema.registry.url", "http://h", key, value)))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void twoKindsOfCredentialsAreRefused() {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", "http://user:pass@host");
    config.put("bearer.auth.token", "t");
    assertThatThrownBy(() -> SchemaRegistries.open(config)).isInstanceOf(ConfigException.class);
  }

  @Test
  void keysOfOthersAreLeftAlone() {
    SchemaRegistries.open(
        Map.of("schema.registry.url", "http://h", "bootstrap.servers", "b", "client.id", "c"));
    assertThat(SchemaRegistries.keys())
        .contains("schema.registry.url", "schema.registry.ssl.keystore.location", "max.retries");
  }
}
