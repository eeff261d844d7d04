package io.blipstream.ops.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * What a broker is started with: Kafka's defaults, made small enough for one process.
 *
 * @param id of the node, from 1
 */
record BrokerSettings(Path directory, int id, BrokerPlan plan, Map<String, String> overrides) {
  static final String CONTROLLER = "CONTROLLER";

  /** A picture of the allowed size, with its envelope, fits into one record. */
  private static final int LARGEST_RECORD_BYTES = 24 << 20;

  String bootstrapServers() {
    return plan.brokers().get(id - 1);
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(id));
    properties.put("controller.quorum.voters", plan.voters());
    properties.put("controller.listener.names", CONTROLLER);
    properties.put(
        "listeners",
        "PLAINTEXT://"
            + bootstrapServers()
            + ","
            + CONTROLLER
            + "://"
            + plan.controllers().get(id - 1));
    properties.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    properties.put(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    properties.put("log.dirs", directory.toString());
    properties.put("message.max.bytes", Integer.toString(LARGEST_RECORD_BYTES));
    // A mistyped topic must be an error, here as on a well-kept cluster.
    properties.put("auto.create.topics.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // Each node holds a replica; 50 partitions per internal topic only cost start-up time.
    String replicas = Integer.toString(plan.size());
    String inSync = Integer.toString(plan.size() / 2 + 1);
    properties.put("min.insync.replicas", inSync);
    properties.put("offsets.topic.replication.factor", replicas);
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", replicas);
    properties.put("transaction.state.log.min.isr", inSync);
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.replication.factor", replicas);
    properties.put("share.coordinator.state.topic.min.isr", inSync);
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    // By default 128 MiB of heap, allocated at once.
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    properties.putAll(overrides);
    return properties;
  }
}
