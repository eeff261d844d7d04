package io.blipstream.ops.pipeline;

import io.blipstream.ops.config.Configuration;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.template.BuiltInTemplates;
import io.blipstream.topology.template.TemplatePublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The built-in templates on their way to a cluster. */
public final class BuiltIns {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private BuiltIns() {}

  /** Publishes all of them and returns when the brokers have them; says how many. */
  public static int publish(Configuration configuration, Clock clock) {
    List<Template> templates = BuiltInTemplates.all(clock.instant());
    publish(configuration, templates);
    return templates.size();
  }

  /** Publishes these. */
  public static void publish(Configuration configuration, List<Template> templates) {
    try (SpecificAvroSerializer<Template> serializer = new SpecificAvroSerializer<>();
        TemplatePublisher publisher =
            TemplatePublisher.open(
                configuration.kafka(),
                serializer,
                PipelineSettings.topics(configuration).instructionTemplates(),
                PATIENCE)) {
      serializer.configure(configuration.registry(), false);
      publisher.publish(templates);
    }
  }
}
