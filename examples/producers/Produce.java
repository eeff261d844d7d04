import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends a picture with two instructions, and prints what is said of it: {@code Produce BROKER REGISTRY PICTURE}. With
 * topics.prefix, set PREFIX in the environment.
 */
final class Produce {
  private static final String PREFIX = System.getenv().getOrDefault("PREFIX", "");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Produce() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("Produce BROKER REGISTRY PICTURE");
      System.exit(2);
    }
    Map<String, Object> registry = Map.of("schema.registry.url", arguments[1]);
    ImageEvent event = event(Path.of(arguments[2]));
    send(arguments[0], registry, event);
    print(arguments[0], registry, event);
  }

  private static ImageEvent event(Path picture) throws Exception {
    return ImageEvent.newBuilder()
        .setEventId(UUID.randomUUID().toString())
        .setSubject(picture.getFileName().toString().replaceFirst("\\.[^.]*$", ""))
        .setFeed("examples")
        .setImages(List.of(Image.newBuilder().setBytes(ByteBuffer.wrap(Files.readAllBytes(picture))).build()))
        .setInstructions(
            List.of(
                Instruction.newBuilder().setId("caption").setTask(Task.CAPTION).build(),
                Instruction.newBuilder()
                    .setId("colour")
                    .setTask(Task.ANSWER)
                    .setQuestion("what color is it?")
                    .setCandidates(List.of("red", "green", "blue"))
                    .build()))
        .setLane(Lane.INTERACTIVE)
        .setOccurredAt(Instant.now())
        .build();
  }

  /** The key is the subject: the events of one subject stay in their order. */
  private static void send(String broker, Map<String, Object> registry, ImageEvent event) throws Exception {
    SpecificAvroSerializer<ImageEvent> values = new SpecificAvroSerializer<>();
    values.configure(registry, false);
    try (KafkaProducer<String, ImageEvent> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", broker), new StringSerializer(), values)) {
      producer.send(new ProducerRecord<>(PREFIX + "image-events", event.getSubject(), event)).get();
    }
  }

  /** Only what is committed: results are written in transactions. */
  private static void print(String broker, Map<String, Object> registry, ImageEvent event) throws Exception {
    SpecificAvroDeserializer<Result> values = new SpecificAvroDeserializer<>(Result.class);
    values.configure(registry, false);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker,
            "group.id", "example-" + UUID.randomUUID(),
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    try (KafkaConsumer<String, Result> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
      consumer.subscribe(List.of(PREFIX + "captions", PREFIX + "answers"));
      int left = event.getInstructions().size();
      Instant until = Instant.now().plus(PATIENCE);
      while (left > 0) {
        if (Instant.now().isAfter(until)) {
          throw new TimeoutException(left + " results did not come in " + PATIENCE);
        }
        for (ConsumerRecord<String, Result> record : consumer.poll(Duration.ofSeconds(1))) {
          Result result = record.value();
          if (result != null && result.getEventId().equals(event.getEventId())) {
            left--;
            System.out.printf(
                "%s: %s %s, confidence %.3f, %s@%d, %s%n",
                record.key(),
                result.getStatus(),
                result.getText().orElse(""),
                result.getConfidence().orElse(0.0),
                result.getTemplateId(),
                result.getTemplateVersion(),
                result.getModelId());
          }
        }
      }
    }
  }
}
