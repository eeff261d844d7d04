package io.blipstream.ops.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * What the embedded broker is started with: Kafka's defaults, made small enough for one process.
 */
record BrokerSettings(
    Path directory, int brokerPort, int controllerPort, Map<String, String> overrides) {
  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";
  static final String LOOPBACK = "127.0.0.1";

  /** A picture of the allowed size, with its envelope, fits into one record. */
  private static final int LARGEST_RECORD_BYTES = 24 << 20;

  String bootstrapServers() {
    return LOOPBACK + ":" + brokerPort;
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("controller.quorum.voters", NODE_ID + "@" + LOOPBACK + ":" + controllerPort);
    properties.put("controller.listener.names", CONTROLLER);
    properties.put(
        "listeners",
        "PLAINTEXT://"
            + bootstrapServers()
            + ","
            + CONTROLLER
            + "://"
            + LOOPBACK
            + ":"
            + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    properties.put(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    properties.put("log.dirs", directory.toString());
    properties.put("message.max.bytes", Integer.toString(LARGEST_RECORD_BYTES));
    // A mistyped topic must be an error, here as on a well-kept cluster.
    properties.put("auto.create.topics.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // One node holds one replica; 50 partitions per internal topic only cost start-up time.
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    // By default 128 MiB of heap, allocated at once.
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    properties.putAll(overrides);
    return properties;
  }
}
