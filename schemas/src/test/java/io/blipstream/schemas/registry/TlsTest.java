package io.blipstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;
  private static Path keystore;
  private static SSLContext server;

  /** A key for localhost, made by the JDK's own tool; a key kept with the sources would expire. */
  @BeforeAll
  static void makeKey() throws Exception {
    keystore = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-validity",
                "2",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    server = SSLContext.getInstance("TLS");
    server.init(keys.getKeyManagers(), null, null);
  }

  private static Map<String, Object> config(String url) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", url);
    config.put("max.retries", 0);
    return config;
  }

  private static Map<String, Object> trusting(String url) {
    Map<String, Object> config = config(url);
    config.put("schema.registry.ssl.truststore.location", keystore.toString());
    config.put("schema.registry.ssl.truststore.type", "PKCS12");
    config.put("schema.registry.ssl.truststore.password", PASSWORD);
    return config;
  }

  @Test
  void aConfiguredCertificateIsTrusted() throws Exception {
    Schema schema = Schema.create(Schema.Type.STRING);
    try (LoopbackRegistry registry = LoopbackRegistry.startTls(server)) {
      SchemaRegistry client = SchemaRegistries.open(trusting(registry.url()));
      assertThat(client.register("s", schema, false).id()).isEqualTo(1);
    }
  }

  @Test
  void anUnknownCertificateIsNot() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.startTls(server)) {
      SchemaRegistry client = SchemaRegistries.open(config(registry.url()));
      assertThatThrownBy(() -> client.byId(1, Optional.empty()))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void aCertificateForAnotherHostIsNot() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.startTls(server)) {
      SchemaRegistry client =
          SchemaRegistries.open(trusting(registry.url().replace("localhost", "127.0.0.1")));
      assertThatThrownBy(() -> client.byId(1, Optional.empty()))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThat(registry.requests()).isEmpty();
    }
  }
}
