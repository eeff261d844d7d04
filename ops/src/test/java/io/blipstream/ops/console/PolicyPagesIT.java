package io.blipstream.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.browser.Chromium;
import io.blipstream.ops.browser.Tab;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.cluster.TopicView;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.Verdict;
import io.blipstream.schemas.serde.SpecificAvroSerde;
import io.blipstream.topology.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a recipe and other people wrote, as the pages show it; a real browser, a real broker. */
@Timeout(120)
class PolicyPagesIT {
  @TempDir private Path folder;
  private Configuration configuration;
  private Topics topics;
  private LocalCluster cluster;
  private WebConsole pages;
  private ServedNumbers server;
  private Chromium browser;
  private Tab tab;

  @BeforeEach
  void start() throws Exception {
    Clock clock = Clock.systemUTC();
    browser = Chromium.start(Files.createDirectory(folder.resolve("browser")));
    cluster = LocalCluster.start(Configuration.of(Map.of()), 1, folder.resolve("cluster"), clock);
    configuration = cluster.configuration().with(Map.of("http.port", "0"));
    topics = PipelineSettings.topics(configuration);
    pages = new WebConsole(configuration, clock);
    server = ServedNumbers.open(configuration, clock, pages);
    pages.watch(
        configuration,
        () -> {
          throw new AssertionError("no page of numbers is open");
        },
        new FakeEngine(Duration.ZERO));
    tab = browser.tab();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {server, pages, cluster, browser}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private <T extends SpecificRecord> void put(String topic, String key, Class<T> type, T value) {
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                configuration.kafka(), new StringSerializer(), new ByteArraySerializer());
        SpecificAvroSerde<T> serde = SpecificAvroSerde.of(type, configuration.registry(), false)) {
      byte[] bytes = serde.serializer().serialize(topic, value);
      var unused = producer.send(new ProducerRecord<>(topic, key, bytes));
      producer.flush();
    }
  }

  private static Flag flag(String candidates) {
    return Flag.newBuilder()
        .setSubject("post-1")
        .setPolicy("weapon")
        .setEventId("e1")
        .setFeed("posts")
        .setVerdict(Verdict.FLAGGED)
        .setScore(0.9)
        .setThreshold(0.8)
        .setReviewFrom(0.5)
        .setQuestion("what does he hold?")
        .setAnswer("gun")
        .setTemplateId("answer-05")
        .setTemplateVersion(1)
        .setModelId("fake")
        .setModelDigest("f".repeat(64))
        .setOccurredAt(Instant.EPOCH)
        .setDecidedAt(Instant.EPOCH)
        .setPrompt("what does he hold?")
        .setOriginPartition(0)
        .setOriginOffset(0L)
        .setOriginTimestamp(Instant.EPOCH)
        .setCandidates(candidates)
        .build();
  }

  private List<Feedback> said() {
    List<Feedback> said = new ArrayList<>();
    try (TopicView<Feedback> feedback =
        new TopicView<>(
            configuration,
            List.of(topics.feedback()),
            Feedback.class,
            (topic, key, value) -> said.add(value.orElseThrow()))) {
      feedback.look();
    }
    return said;
  }

  @Test
  void flag_isCorrectedWithAnyOfItsPolicysAnswers_andWithNothingElse() throws Exception {
    put(topics.flags(), "post-1/weapon", Flag.class, flag("gun,knife,nothing"));
    tab.open(server.address().orElseThrow() + "review");
    tab.await("document.querySelectorAll('.row').length === 1");
    assertThat(tab.text(".row")).contains("what does he hold?", "It is knife", "It is nothing");
    assertThat(tab.count(".row input")).as("nothing else can be written").isZero();
    tab.eval(
        "fetch('/api/review', {method: 'POST', headers: {'X-Blipstream': 'action'}, body:"
            + " JSON.stringify({name: 'flag:e1/weapon', right_text: 'a toy'})})"
            + ".then(r => r.text()).then(t => { window.refusal = t; })");
    tab.await("window.refusal !== undefined");
    assertThat(tab.eval("window.refusal").asText()).contains("gun, knife, nothing");
    tab.press("j");
    tab.press("c");
    assertThat(tab.eval("document.activeElement.textContent").asText()).isEqualTo("It is knife");
    tab.press("Tab");
    tab.press("Enter");
    tab.await("document.getElementById('toast').textContent.includes('nothing')");
    assertThat(said())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.getInstructionId()).isEqualTo("weapon");
              assertThat(each.getRightText()).isEqualTo("nothing");
            });
  }

  @Test
  void templateThatWasWithdrawn_isNotListed_andItsNameIsNotFreeAgain() {
    put(topics.instructionTemplates(), "caption-02@1", Template.class, null);
    tab.open(server.address().orElseThrow() + "templates");
    tab.await("document.querySelectorAll('.line').length >= 28");
    assertThat(tab.text("#templates")).contains("caption-01@1").doesNotContain("caption-02@1");
    tab.eval("id.value = 'caption-02'; text.value = 'Other words:'");
    tab.eval("text.dispatchEvent(new Event('input', {bubbles: true}))");
    tab.await("document.getElementById('lint').textContent === 'Valid.'");
    tab.eval("publish.click()");
    tab.await("document.querySelector('dialog[open] button.strong')");
    tab.eval("document.querySelector('dialog[open] button.strong').click()");
    tab.await("document.getElementById('toast').textContent.includes('with other words before')");
  }
}
