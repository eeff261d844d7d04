package io.blipstream.ops.pipeline;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.ReloadableFake;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.TopologySettings;
import io.blipstream.topology.shadow.ShadowStats;
import io.blipstream.topology.trace.EventTracer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several models in one process, on a real broker; the networks are fakes with names. */
class ServedModelsIT {
  private static final int PARTITIONS = 2;
  private static final Duration LATENCY = Duration.ofMillis(20);

  @TempDir private static Path folder;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(Configuration.of(Map.of()), PARTITIONS, folder, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void hotReload_changesTheModelOnceInEachPartitionAndLosesOrDoublesNothing() throws Exception {
    Path link = folder.resolve("current");
    point(link, "old");
    Configuration configuration =
        configuration(
            "reloading",
            Map.of(
                "model.dir", link.toString(),
                "model.reload", "watch",
                "model.reload.interval.ms", "10"));
    List<String> expected = new ArrayList<>();
    try (ServedModels models =
            ServedModels.open(
                configuration,
                each -> new ReloadableFake(LATENCY, each.value(Keys.MODEL_DIR)),
                Clock.systemUTC());
        Pipeline pipeline = started(configuration, models);
        TestClients clients = new TestClients(configuration)) {
      for (int i = 0; i < 600; i++) {
        String id = "reload-" + i;
        clients.publish(event(id, "picture " + i, caption("c"), answer("a", "what is it?")));
        expected.add(id + "/c");
        expected.add(id + "/a");
        if (i == 300) {
          await(clients, "reload-", 200);
          point(link, "new");
        }
      }
      await(clients, "reload-", expected.size());
      clients.poll();
      List<ConsumerRecord<String, Result>> results = results(clients, "reload-");
      assertThat(results)
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(pipeline.failed()).isFalse();
      Map<String, List<String>> digestsByPartition =
          results.stream()
              .sorted((a, b) -> Long.compare(a.offset(), b.offset()))
              .collect(
                  groupingBy(
                      each -> each.topic() + each.partition(),
                      mapping(each -> each.value().getModelDigest(), toList())));
      assertThat(digestsByPartition).hasSize(2 * PARTITIONS);
      assertThat(digestsByPartition.values())
          .allSatisfy(
              digests -> {
                assertThat(new LinkedHashSet<>(digests))
                    .containsExactly("digest of old", "digest of new");
                assertThat(digests).isSortedAccordingTo((a, b) -> b.compareTo(a));
              });
    }
  }

  @Test
  void canaryAndShadow_takeTheirSharesAndTheResultsAreWhole() throws Exception {
    Configuration configuration =
        configuration(
            "trying",
            Map.of(
                "model.dir",
                folder.resolve("live").toString(),
                "canary.model",
                folder.resolve("canary").toString(),
                "canary.share",
                "0.25",
                "shadow.model",
                folder.resolve("shadow").toString(),
                "shadow.share",
                "0.5",
                "shadow.max.events",
                "1000"));
    List<String> expected = new ArrayList<>();
    try (ServedModels models =
            ServedModels.open(
                configuration,
                each ->
                    new FakeEngine(LATENCY, ReloadableFake.identity(each.value(Keys.MODEL_DIR))),
                Clock.systemUTC());
        Pipeline pipeline = started(configuration, models);
        TestClients clients = new TestClients(configuration)) {
      for (int i = 0; i < 200; i++) {
        clients.publish(event("trial-" + i, "picture " + i, caption("c")));
        expected.add("trial-" + i + "/c");
      }
      await(clients, "trial-", expected.size());
      List<ConsumerRecord<String, Result>> results = results(clients, "trial-");
      assertThat(results)
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(pipeline.failed()).isFalse();
      long byCanary =
          results.stream().filter(each -> each.value().getModelId().equals("canary")).count();
      assertThat(byCanary).isBetween(25L, 75L);
      assertThat(results).noneMatch(each -> each.value().getModelId().equals("shadow"));

      ShadowStats stats = settled(models);
      assertThat(stats.chosen()).isBetween(70L, 130L);
      assertThat(stats.failed()).isZero();
      assertThat(stats.compared()).isEqualTo(stats.chosen() - stats.dropped());
      List<Comparison> comparisons = comparisons(configuration, stats.compared());
      assertThat(comparisons)
          .allSatisfy(
              each -> {
                assertThat(each.getShadow().getModelId()).isEqualTo("shadow");
                assertThat(each.getLive().getModelId()).isIn("live", "canary");
                assertThat(each.getSameText()).isTrue();
                assertThat(each.getTokenAgreement()).contains(1.0);
              });
      assertThat(models.canaryFallbacks()).hasValue(0);
    }
  }

  private static Configuration configuration(String application, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("application.id", application);
    all.put("topics.prefix", application + ".");
    all.put("kafka.state.dir", folder.resolve(application).toString());
    Configuration configuration = cluster.configuration().with(all);
    TopologySettings settings = PipelineSettings.topology(configuration, PARTITIONS);
    try (Cluster admin = Cluster.of(configuration.kafka())) {
      admin.create(settings.topics().toCreate(settings, (short) 1));
    }
    BuiltIns.publish(configuration, Clock.systemUTC());
    return configuration;
  }

  private static Pipeline started(Configuration configuration, ServedModels models)
      throws InterruptedException {
    Pipeline pipeline =
        Pipeline.start(
            configuration,
            models.live(),
            models.answerer(),
            PipelineSettings.topology(configuration, PARTITIONS),
            EventTracer.NONE,
            Clock.systemUTC());
    assertThat(pipeline.awaitRunning(Duration.ofMinutes(1))).isTrue();
    return pipeline;
  }

  private static List<ConsumerRecord<String, Result>> results(TestClients clients, String prefix) {
    return clients.results().stream()
        .filter(each -> each.value().getSubject().startsWith(prefix))
        .toList();
  }

  private static void await(TestClients clients, String prefix, int wanted) {
    int all = clients.results().size();
    while (results(clients, prefix).size() < wanted) {
      clients.await(++all, 0);
      all = Math.max(all, clients.results().size());
    }
  }

  private static ShadowStats settled(ServedModels models) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      ShadowStats stats = models.shadow().orElseThrow();
      if (stats.compared() + stats.dropped() + stats.failed() == stats.chosen()) {
        return stats;
      }
      assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(30).toNanos());
      Thread.sleep(20);
    }
  }

  private static List<Comparison> comparisons(Configuration configuration, long wanted) {
    SpecificAvroDeserializer<Comparison> values = new SpecificAvroDeserializer<>(Comparison.class);
    values.configure(configuration.registry(), false);
    List<Comparison> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            configuration.kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      String topic = PipelineSettings.topics(configuration).shadow();
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (found.size() < wanted) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> found.add(values.deserialize(topic, record.headers(), record.value())));
      }
    }
    return found;
  }

  private static void point(Path link, String name) throws Exception {
    Path target = Files.createDirectories(folder.resolve(name));
    Path fresh = folder.resolve("fresh");
    Files.createSymbolicLink(fresh, target);
    Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
