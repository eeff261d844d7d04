package io.blipstream.schemas.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Keys and certificates for {@code https}, read by Kafka's own loader: the same formats (JKS,
 * PKCS12, PEM as file or text) and the same key names as a broker connection, after {@code
 * schema.registry.}.
 */
final class Tls {
  /** What is supported, after {@code schema.registry.ssl.}. */
  static final List<String> KEYS =
      List.of(
          "truststore.location",
          "truststore.password",
          "truststore.type",
          "truststore.certificates",
          "keystore.location",
          "keystore.password",
          "keystore.type",
          "keystore.key",
          "keystore.certificate.chain",
          "key.password",
          "protocol",
          "provider");

  private Tls() {}

  /** Empty where no key is set: the JDK's own certificates then apply. */
  static Optional<SSLContext> context(RegistryConfig config) {
    Map<String, Object> given = config.originalsWithPrefix(RegistryConfig.SSL_PREFIX);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          RegistryConfig.SSL_PREFIX + unknown.first() + " is not supported; known are " + KEYS);
    }
    Map<String, Object> kafkaKeys = new HashMap<>();
    given.forEach((key, value) -> kafkaKeys.put("ssl." + key, value));
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(new AbstractConfig(definition, kafkaKeys, false).values());
      return Optional.of(factory.sslContext());
    } catch (KafkaException e) {
      ConfigException fault =
          new ConfigException(RegistryConfig.SSL_PREFIX + "*: " + e.getMessage());
      fault.initCause(e);
      throw fault;
    }
  }
}
