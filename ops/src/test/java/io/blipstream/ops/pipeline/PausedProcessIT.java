package io.blipstream.ops.pipeline;

import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.JoiningEnvironment;
import io.blipstream.ops.fake.TestClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process stands still with a transaction open (SIGSTOP: a machine that was suspended, a pause of
 * its memory's cleaning) until the broker has aborted it, and goes on as if nothing had been.
 */
class PausedProcessIT {
  private static final int PARTITIONS = 2;
  private static final int EVENTS = 300;

  @Test
  void processWhoseTransactionTimedOut_losesAndDoublesNothing(@TempDir Path folder)
      throws Exception {
    Path log = folder.resolve("child.log");
    List<String> expected = new ArrayList<>();
    try (LocalCluster cluster =
            LocalCluster.start(Configuration.of(Map.of()), PARTITIONS, folder, Clock.systemUTC());
        TestClients clients = new TestClients(cluster.configuration());
        Admin admin = Admin.create(cluster.configuration().kafka())) {
      for (int i = 0; i < EVENTS; i++) {
        clients.publish(event("event-" + i, "picture " + i, caption("c")));
        expected.add("event-" + i + "/c");
      }
      Process child = ChildProcess.start(environment(cluster, folder), log);
      try {
        clients.await(20, 0);
        Set<String> open = stoppedAmid(child, admin);
        awaitAborted(open, admin);
        clients.poll();
        assertThat(clients.results()).hasSizeLessThan(EVENTS);
        signal("CONT", child);
        clients.await(EVENTS, 0);
        for (int poll = 0; poll < 10; poll++) {
          clients.poll(); // what is doubled may come late
        }
        assertThat(child.isAlive()).isTrue();
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "\n" + Files.readString(log), e);
      } finally {
        child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      assertThat(clients.results())
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(clients.deadLetters()).isEmpty();
      assertThat(written(cluster.configuration()))
          .as("results in the transaction that was aborted, made again since")
          .isGreaterThan(EVENTS);
    }
  }

  /** The transactions that were open when it stopped. */
  private static Set<String> stoppedAmid(Process child, Admin admin) throws Exception {
    for (int attempt = 0; attempt < 50; attempt++) {
      signal("STOP", child);
      Set<String> open = in(TransactionState.ONGOING, admin);
      if (!open.isEmpty()) {
        return open;
      }
      signal("CONT", child);
      Thread.sleep(37);
    }
    throw new AssertionError("fifty times it was stopped between two transactions");
  }

  /** The broker looks for what timed out every ten seconds. */
  private static void awaitAborted(Set<String> open, Admin admin) throws Exception {
    long start = System.nanoTime();
    while (!in(TransactionState.COMPLETE_ABORT, admin).containsAll(open)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
      Thread.sleep(200);
    }
  }

  private static Set<String> in(TransactionState state, Admin admin) throws Exception {
    return admin.listTransactions().all().get(30, TimeUnit.SECONDS).stream()
        .filter(transaction -> transaction.state() == state)
        .map(TransactionListing::transactionalId)
        .collect(Collectors.toSet());
  }

  /** Records of the topic of captions, whatever became of their transactions. */
  private static int written(Configuration configuration) {
    Map<String, Object> settings =
        new HashMap<>(CommittedConsumers.settings(configuration.kafka()));
    settings.put("isolation.level", "read_uncommitted");
    int count = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          CommittedConsumers.assign(
              consumer, List.of(PipelineSettings.topics(configuration).captions()));
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        count += consumer.poll(Duration.ofMillis(200)).count();
      }
    }
    return count;
  }

  private static void signal(String name, Process to) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  private static Map<String, String> environment(LocalCluster cluster, Path folder) {
    Map<String, String> environment = JoiningEnvironment.of(cluster.configuration());
    environment.put("CHILD_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("BLIPSTREAM_KAFKA_STATE_DIR", folder.resolve("child").toString());
    environment.put("BLIPSTREAM_KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "2000");
    environment.put("BLIPSTREAM_IN_FLIGHT_MAX_EVENTS", "8");
    return environment;
  }
}
