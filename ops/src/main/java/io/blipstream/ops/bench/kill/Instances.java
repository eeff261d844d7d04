package io.blipstream.ops.bench.kill;

import io.blipstream.ops.config.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The processes of one run. Of one thread. */
final class Instances implements AutoCloseable {
  private static final long END_SECONDS = 40;

  private final KillPlan plan;
  private final Configuration cluster;
  private final Path folder;
  private final List<Process> running = new ArrayList<>();

  Instances(KillPlan plan, Configuration cluster, Path folder) {
    this.plan = plan;
    this.cluster = cluster;
    this.folder = folder;
    for (int i = 0; i < plan.instances(); i++) {
      running.add(start(i));
    }
  }

  /** Kills one as {@code kill -9} does, and starts it again in its place. */
  void kill(int number) throws InterruptedException {
    running.get(number).destroyForcibly().waitFor();
    running.set(number, start(number));
  }

  /** Starts those again that ended by themselves; returns how many had. */
  int revive() {
    int ended = 0;
    for (int i = 0; i < running.size(); i++) {
      if (!running.get(i).isAlive()) {
        ended++;
        running.set(i, start(i));
      }
    }
    return ended;
  }

  private Process start(int number) {
    Map<String, String> pairs = new HashMap<>(plan.configuration());
    pairs.put("kafka.bootstrap.servers", cluster.kafka().get("bootstrap.servers").toString());
    pairs.put("schema.registry.url", cluster.registry().get("schema.registry.url").toString());
    pairs.put("kafka.state.dir", folder.resolve("instance-" + number).toString());
    if (plan.staticMembers()) {
      pairs.put("kafka.group.instance.id", "instance-" + number);
    }
    // As many threads as partitions over all of them, so that each has something to do.
    int threads = (plan.partitions() + plan.instances() - 1) / plan.instances();
    pairs.putIfAbsent("kafka.num.stream.threads", Integer.toString(threads));
    Map<String, String> environment = new HashMap<>();
    environment.put(Instance.PARTITIONS, Integer.toString(plan.partitions()));
    pairs.forEach((name, value) -> environment.put(variable(name), value));
    return Instance.start(environment, folder.resolve("instance-" + number + ".log"));
  }

  private static String variable(String key) {
    return "BLIPSTREAM_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** Asks all to end in order; kills those that do not. */
  @Override
  public void close() {
    running.forEach(Process::destroy);
    for (Process process : running) {
      try {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
