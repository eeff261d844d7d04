package io.blipstream.ops.broker;

import java.nio.file.Path;
import java.util.Arrays;

/** A broker in a process of its own, to be killed, paused and started again. */
public final class BrokerNode {
  private BrokerNode() {}

  /** Serves until the process ends: folder, number of the node, the cluster's plan. */
  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            BrokerPlan.of(Arrays.asList(arguments).subList(2, arguments.length)));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "end"));
    Thread.currentThread().join();
  }
}
