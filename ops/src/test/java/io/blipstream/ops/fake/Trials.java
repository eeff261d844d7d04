package io.blipstream.ops.fake;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.Opinion;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.shadow.ComparisonTopic;
import java.time.Instant;

/** What models on trial said, in the topic where a process writes it. */
public final class Trials {
  private Trials() {}

  /** Of the event at the begin of the first partition. */
  public static Comparison of(String subject, String live, String shadow) {
    return Comparison.newBuilder()
        .setEventId(subject)
        .setSubject(subject)
        .setInstructionId("c")
        .setFeed("feed")
        .setTask(Task.CAPTION)
        .setTemplateId("caption-01")
        .setTemplateVersion(1)
        .setPrompt("A photo of")
        .setLive(opinion("live-model", live))
        .setShadow(opinion("model-on-trial", shadow))
        .setSameText(live.equals(shadow))
        .setTokenAgreement(0.25)
        .setOrigin(
            Origin.newBuilder()
                .setTopic("image-events")
                .setPartition(0)
                .setOffset(0)
                .setTimestamp(Instant.EPOCH)
                .build())
        .setComparedAt(Instant.EPOCH)
        .build();
  }

  public static void write(Configuration configuration, Comparison... comparisons) {
    SpecificAvroSerializer<Comparison> serializer = new SpecificAvroSerializer<>();
    serializer.configure(configuration.registry(), false);
    try (ComparisonTopic topic =
        ComparisonTopic.open(
            configuration.kafka(), serializer, PipelineSettings.topics(configuration).shadow())) {
      for (Comparison each : comparisons) {
        topic.write(each).join();
      }
    }
  }

  private static Opinion opinion(String model, String text) {
    return Opinion.newBuilder()
        .setModelId(model)
        .setModelDigest("f".repeat(64))
        .setText(text)
        .setConfidence(0.5)
        .setTokens(3)
        .setTotalMs(1)
        .build();
  }
}
