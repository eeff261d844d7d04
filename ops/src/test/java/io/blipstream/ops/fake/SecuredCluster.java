package io.blipstream.ops.fake;

import io.blipstream.ops.broker.EmbeddedBroker;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.registry.EmbeddedRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A broker that wants to know who asks, and lets only the administrator do all; a registry. */
public final class SecuredCluster implements AutoCloseable {
  public static final String ADMINISTRATOR = "admin";
  public static final String APPLICATION = "shop";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
          + " password=\"%s\"";

  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;
  private final Path directory;

  private SecuredCluster(EmbeddedBroker broker, EmbeddedRegistry registry, Path directory) {
    this.broker = broker;
    this.registry = registry;
    this.directory = directory;
  }

  /** Topics and templates of the administrator's are there when it returns. */
  public static SecuredCluster start(Path directory, int partitions) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put(
        "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    // Named, since the broker would else speak plain text to itself, whatever the map says.
    overrides.put("inter.broker.listener.name", "PLAINTEXT");
    overrides.put("sasl.enabled.mechanisms", "PLAIN");
    overrides.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    overrides.put(
        "listener.name.plaintext.plain.sasl.jaas.config",
        LOGIN.formatted(ADMINISTRATOR, password(ADMINISTRATOR))
            + " user_admin=\"%s\" user_shop=\"%s\";"
                .formatted(password(ADMINISTRATOR), password(APPLICATION)));
    overrides.put("authorizer.class.name", AskedAuthorizer.class.getName());
    // The controller's own listener asks nobody who he is, and is not told to clients.
    overrides.put("super.users", "User:admin;User:ANONYMOUS");
    SecuredCluster cluster =
        new SecuredCluster(
            EmbeddedBroker.start(directory.resolve("broker"), overrides),
            EmbeddedRegistry.start(),
            directory);
    try {
      LocalCluster.prepare(
          cluster.configuration(ADMINISTRATOR), partitions, (short) 1, Clock.systemUTC());
    } catch (RuntimeException e) {
      // A broker whose folder is deleted under it ends the process, and other tests with it.
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** What a user logs in with. */
  public static String password(String user) {
    return user + "-s3cret";
  }

  /** Of a user; the application id is the application's. */
  public Configuration configuration(String user) {
    return Configuration.of(pairs(user, password(user)));
  }

  /** The same, as it would stand in a file. */
  public Map<String, String> pairs(String user, String password) {
    return Map.of(
        "application.id",
        APPLICATION,
        "kafka.bootstrap.servers",
        broker.bootstrapServers(),
        "kafka.security.protocol",
        "SASL_PLAINTEXT",
        "kafka.sasl.mechanism",
        "PLAIN",
        "kafka.sasl.jaas.config",
        LOGIN.formatted(user, password) + ";",
        "kafka.state.dir",
        directory.resolve("state").toString(),
        "schema.registry.url",
        registry.url());
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
