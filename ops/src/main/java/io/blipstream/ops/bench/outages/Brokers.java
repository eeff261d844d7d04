package io.blipstream.ops.bench.outages;

import io.blipstream.ops.bench.ChildJvm;
import io.blipstream.ops.broker.BrokerNode;
import io.blipstream.ops.broker.BrokerPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The brokers of a cluster, each a process of its own. Of one thread. */
public final class Brokers implements AutoCloseable {
  private static final int HEAP_MIB = 384;
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final long GLANCE_MILLIS = 200;

  private final BrokerPlan plan;
  private final Path folder;
  private final List<Process> running = new ArrayList<>();

  private Brokers(BrokerPlan plan, Path folder) {
    this.plan = plan;
    this.folder = folder;
  }

  /** Returns when all of them answer. */
  public static Brokers start(int nodes, Path folder) throws IOException, InterruptedException {
    Brokers brokers = new Brokers(BrokerPlan.onFreePorts(nodes), folder);
    try {
      for (int id = 1; id <= nodes; id++) {
        brokers.running.add(brokers.process(id));
      }
      brokers.awaitAll();
    } catch (IOException | InterruptedException | RuntimeException e) {
      brokers.close();
      throw e;
    }
    return brokers;
  }

  public String bootstrapServers() {
    return String.join(",", plan.brokers());
  }

  int size() {
    return plan.size();
  }

  /** As {@code kill -9} does. */
  void kill(int id) throws InterruptedException {
    running.get(id - 1).destroyForcibly().waitFor();
  }

  /** Starts a killed one again, where it was; does not wait for it. */
  void startAgain(int id) throws IOException {
    running.set(id - 1, process(id));
  }

  /** It holds its connections and says nothing, as a machine does that hangs. */
  void pause(int id) throws IOException, InterruptedException {
    Signals.send("STOP", running.get(id - 1));
  }

  void resume(int id) throws IOException, InterruptedException {
    Signals.send("CONT", running.get(id - 1));
  }

  private Process process(int id) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.resolve("node-" + id).toString());
    arguments.add(Integer.toString(id));
    arguments.addAll(plan.words());
    return ChildJvm.builder(BrokerNode.class.getName(), HEAP_MIB, arguments)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder.resolve("node-" + id + ".log").toFile()))
        .start();
  }

  private void awaitAll() throws InterruptedException {
    long start = System.nanoTime();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      while (nodes(admin) < size()) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw new IllegalStateException("the brokers did not start; their logs: " + folder);
        }
        Thread.sleep(GLANCE_MILLIS);
      }
    }
  }

  private static int nodes(Admin admin) throws InterruptedException {
    try {
      return admin.describeCluster().nodes().get().size();
    } catch (ExecutionException e) {
      return 0; // not yet
    }
  }

  @Override
  public void close() {
    running.forEach(Process::destroyForcibly);
  }
}
