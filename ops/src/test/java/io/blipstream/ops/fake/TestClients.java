package io.blipstream.ops.fake;

import io.blipstream.ops.cluster.CommittedConsumers;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.serde.SpecificAvroSerde;
import io.blipstream.topology.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer of events and a read_committed reader of everything that comes of them. */
public final class TestClients implements AutoCloseable {
  private final Topics topics;
  private final SpecificAvroSerde<ImageEvent> events;
  private final SpecificAvroSerde<Result> resultSerde;
  private final SpecificAvroSerde<DeadLetter> letterSerde;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, Result>> results = new ArrayList<>();
  private final List<ConsumerRecord<String, DeadLetter>> letters = new ArrayList<>();

  public TestClients(Configuration configuration) {
    Map<String, Object> registry = configuration.registry();
    this.topics = PipelineSettings.topics(configuration);
    this.events = SpecificAvroSerde.of(ImageEvent.class, registry, false);
    this.resultSerde = SpecificAvroSerde.of(Result.class, registry, false);
    this.letterSerde = SpecificAvroSerde.of(DeadLetter.class, registry, false);
    Map<String, Object> kafka = new HashMap<>(configuration.kafka());
    // The topic is new: it may refuse the first request and take the second, out of order then.
    kafka.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    this.producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            CommittedConsumers.settings(configuration.kafka()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.seekToBeginning(
        CommittedConsumers.assign(
            consumer,
            List.of(
                topics.captions(), topics.answers(), topics.questions(), topics.deadLetters())));
  }

  public static ImageEvent event(String id, String picture, Instruction... instructions) {
    ByteBuffer bytes = ByteBuffer.wrap(picture.getBytes(StandardCharsets.UTF_8));
    return ImageEvent.newBuilder()
        .setEventId(id)
        .setSubject(id)
        .setImages(List.of(Image.newBuilder().setBytes(bytes).build()))
        .setInstructions(List.of(instructions))
        .setOccurredAt(Instant.EPOCH)
        .build();
  }

  public static Instruction caption(String id) {
    return Instruction.newBuilder().setId(id).setTask(Task.CAPTION).build();
  }

  public static Instruction answer(String id, String question) {
    return Instruction.newBuilder().setId(id).setTask(Task.ANSWER).setQuestion(question).build();
  }

  public static Instruction question(String id, String answer) {
    return Instruction.newBuilder().setId(id).setTask(Task.QUESTION).setAnswer(answer).build();
  }

  public void publish(ImageEvent event) {
    publish(event.getSubject(), events.serializer().serialize(topics.imageEvents(), event));
  }

  /** With headers that the record carries beside. */
  public void publish(ImageEvent event, Map<String, String> headers) {
    byte[] value = events.serializer().serialize(topics.imageEvents(), event);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topics.imageEvents(), event.getSubject(), value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    var unused = producer.send(record);
  }

  public void publish(String key, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(topics.imageEvents(), key, value));
  }

  /** With headers, which senders choose as they like. */
  public void publish(String key, byte[] value, Map<String, String> headers) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topics.imageEvents(), key, value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    var unused = producer.send(record);
  }

  /** Reads on until so many results and dead letters are there, or two minutes are over. */
  public void await(int wantedResults, int wantedLetters) {
    producer.flush();
    long start = System.nanoTime();
    while (results.size() < wantedResults || letters.size() < wantedLetters) {
      if (System.nanoTime() - start > Duration.ofMinutes(2).toNanos()) {
        throw new AssertionError(
            "after two minutes %d of %d results and %d of %d dead letters"
                .formatted(results.size(), wantedResults, letters.size(), wantedLetters));
      }
      poll();
    }
  }

  /** Reads what is there now. */
  public void poll() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      if (record.topic().equals(topics.deadLetters())) {
        letters.add(
            with(record, letterSerde.deserializer().deserialize(record.topic(), record.value())));
      } else {
        results.add(
            with(record, resultSerde.deserializer().deserialize(record.topic(), record.value())));
      }
    }
  }

  public List<ConsumerRecord<String, Result>> results() {
    return results;
  }

  public List<ConsumerRecord<String, DeadLetter>> deadLetters() {
    return letters;
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }

  private static <T> ConsumerRecord<String, T> with(
      ConsumerRecord<String, byte[]> record, T value) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        value,
        record.headers(),
        record.leaderEpoch());
  }
}
