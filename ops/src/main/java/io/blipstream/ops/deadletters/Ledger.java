package io.blipstream.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.blipstream.ops.cluster.CommittedRecords;
import io.blipstream.ops.cluster.CommittedRecords.Range;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Replay;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which source records were put back and when, by the topic that says so. A header on the record
 * that was put back was not enough: the topic of events would have to be read to find it, and may
 * have forgotten it. Of one thread.
 */
final class Ledger {
  private final CommittedRecords records;
  private final SpecificAvroDeserializer<Replay> replays;
  private final String topic;

  private Ledger(CommittedRecords records, SpecificAvroDeserializer<Replay> replays, String topic) {
    this.records = records;
    this.replays = replays;
    this.topic = topic;
  }

  /**
   * @param records stay the caller's
   */
  static Ledger of(Configuration configuration, CommittedRecords records) {
    SpecificAvroDeserializer<Replay> replays = new SpecificAvroDeserializer<>(Replay.class);
    replays.configure(configuration.registry(), false);
    return new Ledger(records, replays, PipelineSettings.topics(configuration).replays());
  }

  boolean exists() {
    return records.exists(topic);
  }

  /** When each of these origins was last put back; those that never were are not in it. */
  Map<String, Instant> lastReplays(Set<String> origins) {
    Map<String, Instant> last = new HashMap<>();
    for (Map.Entry<TopicPartition, Range> each : records.ranges(topic).entrySet()) {
      records.visit(each.getKey(), each.getValue(), record -> note(record, origins, last));
    }
    return last;
  }

  private void note(
      ConsumerRecord<byte[], byte[]> record, Set<String> origins, Map<String, Instant> last) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    String origin = new String(record.key(), UTF_8);
    if (origins.contains(origin)) {
      Replay replay = replays.deserialize(record.topic(), record.headers(), record.value());
      last.merge(origin, replay.getReplayedAt(), (a, b) -> a.isAfter(b) ? a : b);
    }
  }
}
