package io.blipstream.ops.broker;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Broker and controller of a one-node KRaft cluster in this process, reachable from this machine
 * only. Its data folder may be used again: a later start goes on with the same cluster.
 *
 * <p>Kafka's own {@code KafkaClusterTestKit} was not taken: it formats with an unreleased metadata
 * version, which no later broker opens.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** Between the probe for a free port and the broker's own bind another process may be faster. */
  private static final int START_ATTEMPTS = 3;

  private final BrokerSettings settings;

  /** Guarded by this. */
  private KafkaRaftServer server;

  private EmbeddedBroker(BrokerSettings settings, KafkaRaftServer server) {
    this.settings = settings;
    this.server = server;
  }

  /**
   * Starts the broker; returns when it serves. Takes 3 to 10 seconds.
   *
   * @param directory data folder; made and formatted where it is new
   * @throws RetriableException with {@link FaultCode#BROKER_UNAVAILABLE} when it does not come up
   */
  public static EmbeddedBroker start(Path directory) {
    return start(directory, Map.of());
  }

  /**
   * The same.
   *
   * @param overrides of the broker's properties, such as an authorizer
   */
  public static EmbeddedBroker start(Path directory, Map<String, String> overrides) {
    requireNonNull(directory, "directory");
    for (int attempt = 1; ; attempt++) {
      try {
        return startOnce(directory, overrides);
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        if (attempt == START_ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw new RetriableException(
              FaultCode.BROKER_UNAVAILABLE,
              "the embedded broker did not start in " + directory + ": " + e.getMessage(),
              e);
        }
      }
    }
  }

  /** Address for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** Stops it in order and starts it again at the same address; clients find it there. */
  public synchronized void restart() {
    close();
    server = serve(settings);
  }

  @Override
  public synchronized void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** A node of a cluster; returns when it serves, which it does once most nodes are there. */
  static EmbeddedBroker start(Path directory, int id, BrokerPlan plan) throws Exception {
    return start(new BrokerSettings(directory, id, plan, Map.of()));
  }

  private static EmbeddedBroker startOnce(Path directory, Map<String, String> overrides)
      throws Exception {
    return start(new BrokerSettings(directory, 1, BrokerPlan.onFreePorts(1), overrides));
  }

  // Formatter.run() declares Exception itself.
  private static EmbeddedBroker start(BrokerSettings settings) throws Exception {
    Files.createDirectories(settings.directory());
    if (!Files.exists(settings.directory().resolve("meta.properties"))) {
      format(settings);
    }
    return new EmbeddedBroker(settings, serve(settings));
  }

  private static KafkaRaftServer serve(BrokerSettings settings) {
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings.properties()), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return server;
  }

  private static void format(BrokerSettings settings) throws Exception {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(settings.id())
          .setClusterId(settings.plan().clusterId())
          .addDirectory(settings.directory().toString())
          .setMetadataLogDirectory(settings.directory().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .run();
    }
  }
}
