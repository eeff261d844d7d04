package io.blipstream.ops.recipe;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.ImageEventProducer;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.tell.Teller;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Publishes a show's events, no more ahead of their answers than keeps the device busy, and shows
 * what comes of them. A backfill in earnest paces itself in the same way: a partition is read in
 * order, and what stands in it before a live event is read before it. Of one thread.
 */
final class RecipeRun implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(90);

  private final Show show;
  private final Teller teller;
  private final Clock clock;
  private final Topics topics;
  private final String group;
  private final Producer<String, ImageEvent> producer;
  private final Tail tail;
  private final Admin admin;
  private final SpecificAvroDeserializer<Result> results =
      new SpecificAvroDeserializer<>(Result.class);
  private final SpecificAvroDeserializer<DeadLetter> letters =
      new SpecificAvroDeserializer<>(DeadLetter.class);

  /** Of the show. Others may send pictures too: of these it knows no truth. */
  private final Set<String> subjects = new HashSet<>();

  private long published;
  private long outcomes;
  private long heard = System.nanoTime();

  RecipeRun(Configuration cluster, Show show, Teller teller, Clock clock) {
    this.show = show;
    this.teller = teller;
    this.clock = clock;
    this.topics = PipelineSettings.topics(cluster);
    this.group = RecipeApplication.applicationId(cluster, show.recipe());
    results.configure(cluster.registry(), false);
    letters.configure(cluster.registry(), false);
    producer = ImageEventProducer.open(cluster);
    List<String> watched = new ArrayList<>(show.recipe().inputs(topics));
    watched.addAll(show.recipe().outputs(topics));
    watched.add(topics.deadLetters());
    tail = new Tail(cluster.kafka(), watched);
    admin = Admin.create(cluster.kafka());
  }

  /** Until so many events have become all that they become. */
  void until(int events, BooleanSupplier stopped) {
    while (!stopped.getAsBoolean() && !(outcomes >= owed(events) && settled())) {
      while (published < events && owed(published) - outcomes < owed(show.open())) {
        publish();
      }
      take();
      if (System.nanoTime() - heard > SILENCE.toNanos()) {
        throw new FatalException(
            FaultCode.INTERNAL, "answers are missing: " + outcomes + " came, then silence");
      }
    }
  }

  /** Publishes nothing, and shows what comes of what people say. */
  void follow(BooleanSupplier stopped) {
    while (!stopped.getAsBoolean()) {
      take();
    }
  }

  private long owed(long events) {
    return events * show.instructions();
  }

  private void publish() {
    ImageEvent event = show.next(clock.instant()).event();
    subjects.add(event.getSubject());
    published++;
    var unused =
        producer.send(new ProducerRecord<>(topics.imageEvents(), event.getSubject(), event));
  }

  private void take() {
    for (ConsumerRecord<String, byte[]> record : tail.poll()) {
      heard = System.nanoTime();
      if (record.topic().equals(topics.deadLetters())) {
        take(record.key(), letters.deserialize(record.topic(), record.headers(), record.value()));
      } else if (record.topic().equals(topics.feedback())) {
        teller.tell(
            "feedback", Map.of("key", record.key()), "somebody has looked at " + record.key());
      } else if (!isOurs(record.key())) {
        teller.tell(
            "record",
            Map.of("topic", record.topic(), "line", record.key()),
            record.topic() + " " + record.key() + "  (somebody else's picture)");
      } else if (!show.recipe().inputs(topics).contains(record.topic())) {
        show.shown(record.topic(), record.key(), record.headers(), record.value())
            .forEach(
                line -> teller.tell("record", Map.of("topic", record.topic(), "line", line), line));
      } else if (record.value() != null) {
        outcomes++;
        show.answered(results.deserialize(record.topic(), record.headers(), record.value()));
      }
    }
  }

  private void take(String key, DeadLetter letter) {
    if (isOurs(key)) {
      outcomes += letter.getInstructionId().isPresent() ? 1 : show.instructions();
    }
    teller.tell(
        "dead_letter",
        Map.of("fault", letter.getFault(), "message", letter.getMessage()),
        "dead letter: " + letter.getFault() + ", " + letter.getMessage());
  }

  /** Whose key it is; keys are a subject, or one with what is said of it. */
  private boolean isOurs(String key) {
    if (key == null) {
      return false;
    }
    return subjects.contains(key)
        || subjects.contains(key.substring(0, Math.max(0, key.lastIndexOf('/'))));
  }

  /** Whether the recipe has committed all that it was given, and that was read. */
  private boolean settled() {
    Map<TopicPartition, Long> read = tail.read(show.recipe().inputs(topics));
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return read.entrySet().stream()
              .allMatch(
                  each ->
                      committed.get(each.getKey()) != null
                          && committed.get(each.getKey()).offset() >= each.getValue())
          && tail.atEnd();
    } catch (ExecutionException e) {
      throw new FatalException(
          FaultCode.BROKER_UNAVAILABLE, "no offsets: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    producer.close();
    tail.close();
    admin.close();
  }
}
