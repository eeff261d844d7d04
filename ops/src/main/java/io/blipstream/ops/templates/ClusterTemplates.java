package io.blipstream.ops.templates;

import io.blipstream.ops.cluster.CommittedRecords;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.template.PublishedTemplates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What an application would word prompts with now.
 *
 * @param valid an id's newest version first
 * @param refused lines about records that it would not take
 */
public record ClusterTemplates(List<Template> valid, List<String> refused) {
  public ClusterTemplates {
    valid = List.copyOf(valid);
    refused = List.copyOf(refused);
  }

  /**
   * Reads the topic from its beginning to where it ends now.
   *
   * @throws io.blipstream.runtime.fault.BlipstreamException where cluster or registry do not serve
   */
  public static ClusterTemplates read(Configuration configuration) {
    String topic = PipelineSettings.topics(configuration).instructionTemplates();
    try (CommittedRecords records = CommittedRecords.open(configuration.kafka());
        Reading reading = new Reading()) {
      reading.values.configure(configuration.registry(), false);
      Map<TopicPartition, CommittedRecords.Range> ranges =
          new TreeMap<>((one, other) -> Integer.compare(one.partition(), other.partition()));
      ranges.putAll(records.ranges(topic));
      ranges.forEach((partition, range) -> records.visit(partition, range, reading::take));
      return new ClusterTemplates(reading.published.valid(), reading.refused);
    }
  }

  /** One thread. */
  private static final class Reading implements AutoCloseable {
    private final SpecificAvroDeserializer<Template> values =
        new SpecificAvroDeserializer<>(Template.class);
    private final PublishedTemplates published = new PublishedTemplates();
    private final List<String> refused = new ArrayList<>();

    private void take(ConsumerRecord<byte[], byte[]> record) {
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        published.withdraw(key);
        return;
      }
      try {
        published
            .take(key, values.deserialize(record.topic(), record.headers(), record.value()))
            .ifPresent(fault -> refuse(record, fault));
      } catch (SerializationException e) {
        refuse(record, new Fault(FaultCode.RECORD_UNREADABLE, e.getMessage()));
      }
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, Fault fault) {
      refused.add(
          "%s-%d@%d: %s: %s"
              .formatted(
                  record.topic(),
                  record.partition(),
                  record.offset(),
                  fault.code(),
                  fault.message()));
    }

    @Override
    public void close() {
      values.close();
    }
  }
}
