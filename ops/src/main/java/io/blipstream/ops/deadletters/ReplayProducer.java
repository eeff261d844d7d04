package io.blipstream.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.blipstream.ops.cluster.CommittedRecords;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.deadletters.Originals.OriginalRecord;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Replay;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.Topics;
import io.blipstream.topology.routing.ReplayHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records and their entries in the ledger, together. Of one thread.
 *
 * <p>Several transactions and not one: while one is open, nobody who reads committed records gets
 * past it, so that the events of today would wait for the last of a long replay.
 */
final class ReplayProducer implements AutoCloseable {
  private static final int MOST_RECORDS = 100;
  private static final long MOST_BYTES = 16 << 20;
  private static final long MOST_NANOS = Duration.ofMillis(500).toNanos();
  private static final int ROOM = 1 << 16;
  private static final int LEAST_BUFFER = 32 << 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final SpecificAvroSerializer<Replay> serializer;
  private final Topics topics;
  private final Clock clock;
  private int records;
  private long bytes;
  private long begun;

  private ReplayProducer(
      KafkaProducer<byte[], byte[]> producer,
      SpecificAvroSerializer<Replay> serializer,
      Topics topics,
      Clock clock) {
    this.producer = producer;
    this.serializer = serializer;
    this.topics = topics;
    this.clock = clock;
  }

  /**
   * From its return on, any other of the same application can write no more.
   *
   * @param largestMessage that the topic of events takes
   */
  static ReplayProducer open(Configuration configuration, int largestMessage, Clock clock) {
    Map<String, Object> settings = new HashMap<>(configuration.kafka());
    settings.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        configuration.value(Keys.APPLICATION_ID) + "-replay");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestMessage + ROOM);
    settings.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER, largestMessage + 2L * ROOM));
    SpecificAvroSerializer<Replay> serializer = new SpecificAvroSerializer<>();
    serializer.configure(configuration.registry(), false);
    KafkaProducer<byte[], byte[]> producer =
        CommittedRecords.said(
            () ->
                new KafkaProducer<>(
                    settings, new ByteArraySerializer(), new ByteArraySerializer()));
    ReplayProducer opened =
        new ReplayProducer(producer, serializer, PipelineSettings.topics(configuration), clock);
    try {
      opened.call(producer::initTransactions);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  /**
   * In the partition that its producer had chosen. The time is now: by its old one, retention might
   * delete it before anybody reads it.
   */
  void put(Chosen chosen, OriginalRecord original) {
    if (records > 0 && System.nanoTime() - begun > MOST_NANOS) {
      commit();
    }
    if (records == 0) {
      call(producer::beginTransaction);
      begun = System.nanoTime();
    }
    Letter letter = chosen.letter();
    Origin origin = letter.origin();
    Instant now = clock.instant();
    send(
        new ProducerRecord<>(
            origin.getTopic(),
            origin.getPartition(),
            null,
            original.key(),
            original.value(),
            headers(chosen, original)));
    send(
        new ProducerRecord<>(
            topics.replays(),
            letter.originName().getBytes(UTF_8),
            serializer.serialize(topics.replays(), entry(chosen, now))));
    records++;
    bytes += original.size();
    if (records >= MOST_RECORDS || bytes >= MOST_BYTES) {
      commit();
    }
  }

  /** Makes visible what was put since the last time. */
  void commit() {
    if (records > 0) {
      call(producer::commitTransaction);
      records = 0;
      bytes = 0;
    }
  }

  /** What was not committed is never seen. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }

  private RecordHeaders headers(Chosen chosen, OriginalRecord original) {
    RecordHeaders headers = new RecordHeaders();
    for (Header header : original.headers()) {
      // A record that failed once more brings those of its last replay.
      if (!header.key().equals(ReplayHeaders.OF) && !header.key().equals(ReplayHeaders.ATTEMPTS)) {
        headers.add(header);
      }
    }
    Place place = chosen.letter().place();
    String of = topics.deadLetters() + "/" + place.partition() + "/" + place.offset();
    headers.add(ReplayHeaders.OF, of.getBytes(UTF_8));
    headers.add(ReplayHeaders.ATTEMPTS, Integer.toString(chosen.attempts()).getBytes(UTF_8));
    return headers;
  }

  private Replay entry(Chosen chosen, Instant now) {
    Letter letter = chosen.letter();
    return Replay.newBuilder()
        .setLetter(
            Origin.newBuilder()
                .setTopic(topics.deadLetters())
                .setPartition(letter.place().partition())
                .setOffset(letter.place().offset())
                .setTimestamp(letter.failedAt())
                .build())
        .setOrigin(letter.origin())
        .setFault(letter.fault())
        .setEventId(letter.eventId().orElse(null))
        .setAttempts(chosen.attempts())
        .setReplayedAt(now)
        .build();
  }

  /** What becomes of it is told by the commit. */
  private void send(ProducerRecord<byte[], byte[]> record) {
    CommittedRecords.said(
        () -> {
          Future<RecordMetadata> unused = producer.send(record);
          return null;
        });
  }

  private void call(Runnable step) {
    CommittedRecords.said(
        () -> {
          try {
            step.run();
          } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new FatalException(
                FaultCode.USAGE, "another replay of this application has taken over", e);
          }
          return null;
        });
  }
}
