package io.blipstream.ops.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.blipstream.ops.cluster.CommittedRecords;
import io.blipstream.ops.cluster.CommittedRecords.Range;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads all corrections, and which results were erased since: an erased subject's corrections are
 * forgotten with its results, though nobody erased them one by one. Of one thread.
 */
record FeedbackReader(
    CommittedRecords records, SpecificAvroDeserializer<Feedback> values, Topics topics) {
  /**
   * @param ends by partition, the offset up to which was read
   */
  record Reading(Corrections corrections, SortedMap<Integer, Long> ends) {}

  /**
   * @throws io.blipstream.runtime.fault.FatalException TOPIC_INVALID where there is no such topic,
   *     DATA_INVALID where it holds more than fits
   */
  Reading read() {
    Corrections corrections = new Corrections();
    SortedMap<Integer, Long> ends = new TreeMap<>();
    records
        .ranges(topics.feedback())
        .forEach(
            (partition, range) -> {
              ends.put(partition.partition(), range.end());
              records.visit(partition, range, record -> take(record, corrections));
            });
    for (String topic : List.of(topics.captions(), topics.answers(), topics.questions())) {
      if (records.exists(topic)) {
        erased(topic, corrections);
      }
    }
    return new Reading(corrections, ends);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Corrections corrections) {
    if (record.key() == null) {
      corrections.addUnusable();
      return;
    }
    String key = new String(record.key(), UTF_8);
    if (record.value() == null) {
      corrections.forget(key, Instant.ofEpochMilli(record.timestamp()));
      return;
    }
    try {
      Feedback feedback = values.deserialize(record.topic(), record.headers(), record.value());
      corrections.add(Correction.of(key, record.partition(), record.offset(), feedback));
    } catch (SerializationException e) {
      corrections.addUnusable(); // somebody else's record: it is counted
    } catch (org.apache.kafka.common.errors.RetriableException e) {
      throw new RetriableException(FaultCode.REGISTRY_UNAVAILABLE, e.getMessage(), e);
    }
  }

  private void erased(String topic, Corrections corrections) {
    for (Map.Entry<TopicPartition, Range> each : records.ranges(topic).entrySet()) {
      records.visit(
          each.getKey(),
          each.getValue(),
          record -> {
            if (record.value() == null && record.key() != null) {
              corrections.forgetGivenBefore(
                  new String(record.key(), UTF_8), Instant.ofEpochMilli(record.timestamp()));
            }
          });
    }
  }
}
