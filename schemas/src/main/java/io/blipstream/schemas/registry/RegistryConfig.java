package io.blipstream.schemas.registry;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.ValidString.in;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * The client's configuration, under Confluent's keys. Other keys of the same map are left alone (a
 * serde is handed its application's whole configuration), except those of Confluent's that would
 * change what is read or sent and are not supported: they are refused, never ignored.
 */
final class RegistryConfig extends AbstractConfig {
  static final String URL = "schema.registry.url";
  static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  static final String USER_INFO = "basic.auth.user.info";
  static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  static final String BEARER_TOKEN = "bearer.auth.token";
  static final String SSL_PREFIX = "schema.registry.ssl.";
  static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  static final String READ_TIMEOUT = "http.read.timeout.ms";
  static final String MAX_RETRIES = "max.retries";
  static final String RETRY_WAIT = "retries.wait.ms";
  static final String RETRY_MAX_WAIT = "retries.max.wait.ms";
  static final String CACHE_SIZE = "max.schemas.per.subject";
  static final String LATEST_TTL = "latest.cache.ttl.sec";

  private static final int TEN_MINUTES_MS = 600_000;

  private static final Set<String> REFUSED =
      Set.of(
          "proxy.host", "proxy.port", "context.name.strategy", "bearer.auth.issuer.endpoint.url");

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              URL,
              ConfigDef.Type.LIST,
              ConfigDef.NO_DEFAULT_VALUE,
              HIGH,
              "Addresses of one registry, tried in turn; or one mem://scope for a registry within"
                  + " this process.")
          .define(
              CREDENTIALS_SOURCE,
              ConfigDef.Type.STRING,
              "URL",
              in("URL", "USER_INFO"),
              MEDIUM,
              "Where user and password stand: in the addresses, or under " + USER_INFO + ".")
          .define(
              USER_INFO, ConfigDef.Type.PASSWORD, null, MEDIUM, "user:password, for basic auth.")
          .define(
              BEARER_SOURCE,
              ConfigDef.Type.STRING,
              "STATIC_TOKEN",
              in("STATIC_TOKEN"),
              LOW,
              "Only a token that is configured.")
          .define(
              BEARER_TOKEN, ConfigDef.Type.PASSWORD, null, MEDIUM, "The token, for bearer auth.")
          .define(
              CONNECT_TIMEOUT,
              ConfigDef.Type.INT,
              10_000,
              between(1, TEN_MINUTES_MS),
              LOW,
              "Longest wait for a connection, in milliseconds.")
          .define(
              READ_TIMEOUT,
              ConfigDef.Type.INT,
              30_000,
              between(1, TEN_MINUTES_MS),
              LOW,
              "Longest wait for a whole answer, in milliseconds.")
          .define(
              MAX_RETRIES,
              ConfigDef.Type.INT,
              3,
              between(0, 100),
              LOW,
              "Further tries after the first.")
          .define(
              RETRY_WAIT,
              ConfigDef.Type.INT,
              1_000,
              between(0, TEN_MINUTES_MS),
              LOW,
              "Wait before the first further try, in milliseconds; doubles each time.")
          .define(
              RETRY_MAX_WAIT,
              ConfigDef.Type.INT,
              20_000,
              between(0, TEN_MINUTES_MS),
              LOW,
              "Longest wait between two tries, in milliseconds.")
          .define(
              CACHE_SIZE,
              ConfigDef.Type.INT,
              1_000,
              between(1, 1_000_000),
              LOW,
              "Schemas remembered at most, over all subjects.")
          .define(
              LATEST_TTL,
              ConfigDef.Type.LONG,
              -1L,
              atLeast(-1),
              LOW,
              "How long a subject's newest version is remembered, in seconds; -1 is for ever.");

  RegistryConfig(Map<String, ?> properties) {
    super(DEFINITION, properties, false);
    for (String key : REFUSED) {
      if (properties.containsKey(key)) {
        throw new ConfigException(key + " is not supported");
      }
    }
  }

  static Set<String> keys() {
    Set<String> keys = new TreeSet<>(DEFINITION.names());
    Tls.KEYS.forEach(key -> keys.add(SSL_PREFIX + key));
    return keys;
  }

  /** The secret behind a key, or null where it is not set. */
  String secret(String key) {
    Password password = getPassword(key);
    return password == null || password.value().isEmpty() ? null : password.value();
  }

  /** Everything that two clients must agree on to be one. */
  Map<String, Object> identity() {
    Map<String, Object> identity = new TreeMap<>(originalsWithPrefix(SSL_PREFIX, false));
    values().forEach((key, value) -> identity.put(key, String.valueOf(value)));
    for (String secret : new String[] {USER_INFO, BEARER_TOKEN}) {
      identity.put(secret, String.valueOf(secret(secret)));
    }
    return identity;
  }
}
