package io.blipstream.ops.pipeline;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.JoiningEnvironment;
import io.blipstream.ops.fake.TestClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessIT {
  private static final int PARTITIONS = 2;
  private static final int EVENTS = 600;
  private static final int KILLS = 3;

  @Test
  void killedProcess_losesNoEvent(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("child.log");
    List<String> expected = new ArrayList<>();
    try (LocalCluster cluster =
            LocalCluster.start(Configuration.of(Map.of()), PARTITIONS, folder, Clock.systemUTC());
        TestClients clients = new TestClients(cluster.configuration())) {
      for (int i = 0; i < EVENTS; i++) {
        String id = "event-" + i;
        clients.publish(event(id, "picture " + i, caption("c"), answer("a", "what is it?")));
        expected.add(id + "/c");
        expected.add(id + "/a");
      }
      Process child = ChildProcess.start(environment(cluster, folder), log);
      try {
        for (int kill = 1; kill <= KILLS; kill++) {
          // Fewer than all are there, so that the kill meets records on their way.
          clients.await(kill * 2 * EVENTS / (KILLS + 2), 0);
          assertThat(clients.results()).hasSizeLessThan(2 * EVENTS);
          child.destroyForcibly().waitFor();
          child = ChildProcess.start(environment(cluster, folder), log);
        }
        clients.await(2 * EVENTS, 0);
        clients.poll();
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "\n" + Files.readString(log), e);
      } finally {
        child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      assertThat(clients.results())
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(clients.deadLetters()).isEmpty();
      // The ones that came back were the ones that were killed: under new ids, each time all that
      // read committed records would have waited for the transaction timeout.
      assertThat(transactionalIds(cluster)).hasSize(PARTITIONS);
    }
  }

  private static Set<String> transactionalIds(LocalCluster cluster) throws Exception {
    try (Admin admin = Admin.create(cluster.configuration().kafka())) {
      return admin.listTransactions().all().get(30, TimeUnit.SECONDS).stream()
          .map(TransactionListing::transactionalId)
          .collect(Collectors.toSet());
    }
  }

  private static Map<String, String> environment(LocalCluster cluster, Path folder) {
    Map<String, String> environment = JoiningEnvironment.of(cluster.configuration());
    environment.put("CHILD_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("BLIPSTREAM_KAFKA_STATE_DIR", folder.resolve("child").toString());
    // A member that comes back is recognised, and not waited for until its session times out.
    environment.put("BLIPSTREAM_KAFKA_GROUP_INSTANCE_ID", "child");
    environment.put("BLIPSTREAM_IN_FLIGHT_MAX_EVENTS", "16");
    return environment;
  }
}
