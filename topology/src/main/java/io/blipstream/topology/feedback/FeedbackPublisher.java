package io.blipstream.topology.feedback;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.ImageFacts;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Task;
import io.blipstream.topology.routing.BesideResults;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes what somebody says should have been said. Any thread. */
public final class FeedbackPublisher implements AutoCloseable {
  /** Characters of a right text, and of who gave it. */
  public static final int LONGEST_TEXT = 2_000;

  public static final int LONGEST_NAME = 200;

  private final Producer<byte[], byte[]> producer;
  private final BesideResults<Feedback> topic;
  private final Clock clock;

  FeedbackPublisher(
      Producer<byte[], byte[]> producer,
      Serializer<Feedback> serializer,
      String topic,
      Clock clock) {
    this.producer = requireNonNull(producer, "producer");
    this.topic = new BesideResults<>(producer, serializer, topic);
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * @param kafka Kafka's own keys
   * @param topic {@code Topics.feedback()}
   */
  public static FeedbackPublisher open(
      Map<String, Object> kafka, Serializer<Feedback> serializer, String topic, Clock clock) {
    Map<String, Object> config = new HashMap<>(kafka);
    // Sent twice, it would do no harm, but a page that shows corrections would show two.
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // As for templates: a new topic may refuse the first request and take the second.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return new FeedbackPublisher(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
        serializer,
        topic,
        clock);
  }

  /**
   * @param result what was said
   * @param rightText what should have been said; blanks around it are dropped
   * @param by who says so
   * @return done when the broker has it; fails with Kafka's exception
   * @throws IllegalArgumentException where text or name is blank or too long
   */
  public CompletableFuture<Feedback> publish(Result result, String rightText, String by) {
    Feedback feedback =
        Feedback.newBuilder()
            .setEventId(result.getEventId())
            .setSubject(result.getSubject())
            .setInstructionId(result.getInstructionId())
            .setTask(result.getTask())
            .setPrompt(result.getPrompt())
            .setTemplate(result.getTemplateId() + '@' + result.getTemplateVersion())
            .setSaid(result.getText().orElse(null))
            .setRightText(required("the right text", rightText, LONGEST_TEXT))
            .setModelDigest(result.getModelDigest())
            .setImageSha256(result.getImage().map(ImageFacts::getSha256).orElse(null))
            .setGivenBy(required("who gives it", by, LONGEST_NAME))
            .setGivenAt(clock.instant())
            .setOrigin(result.getOrigin())
            .build();
    return send(feedback);
  }

  /**
   * The same for what the moderation recipe flagged.
   *
   * @param flag what was said
   * @param imageEvents the topic that its picture came in
   * @throws IllegalArgumentException also where the flag is of a version that did not say which
   *     record it came from
   */
  public CompletableFuture<Feedback> publish(
      Flag flag, String imageEvents, String rightText, String by) {
    if (flag.getPrompt().isEmpty() || flag.getOriginOffset().isEmpty()) {
      throw new IllegalArgumentException("an older flag, which does not say what it came from");
    }
    Feedback feedback =
        Feedback.newBuilder()
            .setEventId(flag.getEventId())
            .setSubject(flag.getSubject())
            .setInstructionId(flag.getPolicy())
            .setTask(Task.ANSWER)
            .setTemplate(flag.getTemplateId() + '@' + flag.getTemplateVersion())
            .setPrompt(flag.getPrompt().get())
            .setSaid(flag.getAnswer())
            .setRightText(required("the right text", rightText, LONGEST_TEXT))
            .setModelDigest(flag.getModelDigest())
            .setImageSha256(flag.getImageSha256().orElse(null))
            .setGivenBy(required("who gives it", by, LONGEST_NAME))
            .setGivenAt(clock.instant())
            .setOrigin(
                Origin.newBuilder()
                    .setTopic(imageEvents)
                    .setPartition(flag.getOriginPartition().orElseThrow())
                    .setOffset(flag.getOriginOffset().get())
                    .setTimestamp(flag.getOriginTimestamp().orElseThrow())
                    .build())
            .build();
    return send(feedback);
  }

  private CompletableFuture<Feedback> send(Feedback feedback) {
    return topic.send(feedback.getSubject(), feedback.getInstructionId(), feedback);
  }

  private static String required(String what, String text, int longest) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > longest) {
      throw new IllegalArgumentException(what + " must have 1 to " + longest + " characters");
    }
    return stripped;
  }

  @Override
  public void close() {
    producer.close();
  }
}
