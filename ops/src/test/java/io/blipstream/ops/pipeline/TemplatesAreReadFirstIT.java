package io.blipstream.ops.pipeline;

import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.template.TemplatePublisher;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that begins has read the whole table of templates before it reads an event. */
class TemplatesAreReadFirstIT {
  private static final int PARTITIONS = 2;

  /** So many that a process that did not wait would be among the events long before their end. */
  private static final int TEMPLATES = 5_000;

  @TempDir private Path folder;

  @Test
  void eventThatWaitedForTheProcess_isAskedWithTheLastVersionOfAll() throws Exception {
    // Whoever meets an unknown template waits for it no longer than this: not long enough to hide
    // that the table was not read.
    Configuration configuration = Configuration.of(Map.of("template.wait.ms", "1"));
    try (LocalCluster cluster =
            LocalCluster.start(configuration, PARTITIONS, folder, Clock.systemUTC());
        FakeEngine engine = new FakeEngine(Duration.ofMillis(1));
        TestClients clients = new TestClients(cluster.configuration())) {
      publishTemplates(cluster.configuration());
      clients.publish(event("pinned", "a mug", instruction("many@" + TEMPLATES)));
      clients.publish(event("newest", "a mug", instruction("many")));

      try (Pipeline pipeline =
          Pipeline.start(cluster.configuration(), engine, PARTITIONS, Clock.systemUTC())) {
        assertThat(pipeline.awaitRunning(Duration.ofMinutes(2))).isTrue();
        clients.await(2, 0);
      }
      assertThat(clients.results())
          .extracting(record -> prompt(record.value()))
          .containsExactly("Number " + TEMPLATES + ":", "Number " + TEMPLATES + ":");
      assertThat(clients.deadLetters()).isEmpty();
    }
  }

  private static String prompt(Result result) {
    return result.getPrompt();
  }

  private static Instruction instruction(String template) {
    return Instruction.newBuilder().setId("c").setTask(Task.CAPTION).setTemplate(template).build();
  }

  private static void publishTemplates(Configuration configuration) {
    try (SpecificAvroSerializer<Template> serializer = new SpecificAvroSerializer<>();
        TemplatePublisher publisher =
            TemplatePublisher.open(
                configuration.kafka(),
                serializer,
                PipelineSettings.topics(configuration).instructionTemplates(),
                Duration.ofSeconds(60))) {
      serializer.configure(configuration.registry(), false);
      publisher.publish(
          IntStream.rangeClosed(1, TEMPLATES).mapToObj(TemplatesAreReadFirstIT::template).toList());
    }
  }

  private static Template template(int version) {
    return Template.newBuilder()
        .setId("many")
        .setVersion(version)
        .setTask(Task.CAPTION)
        .setText("Number " + version + ":")
        .setPublishedAt(Instant.EPOCH)
        .build();
  }
}
