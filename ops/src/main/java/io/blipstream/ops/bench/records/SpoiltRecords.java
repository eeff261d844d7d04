package io.blipstream.ops.bench.records;

import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Record number i of a seed, spoilt in one of the ways of {@link SpoiltBytes} and {@link
 * SpoiltEvents}, in turn. The same seed always makes the same records. Of one thread.
 */
final class SpoiltRecords {
  /** Requests to forget a subject: good ones, which are to hurt nobody else. */
  private static final int ERASURES_APART = 501;

  private static final int LARGE_APART = 2_003;
  private static final int SUBJECTS = 1_000;

  private static final List<SpoiltBytes> BYTES = List.of(SpoiltBytes.values());

  private final String topic;
  private final long seed;
  private final Strangers strangers;
  private final SpecificAvroSerializer<ImageEvent> serializer = new SpecificAvroSerializer<>();
  private final ByteBuffer picture = picture();

  SpoiltRecords(String topic, Map<String, Object> registry, long seed) {
    this.topic = topic;
    this.seed = seed;
    this.strangers = new Strangers(registry);
    serializer.configure(registry, false);
  }

  SpoiltRecord record(int number) {
    Random random = new Random(seed * 1_000_003 + number);
    ImageEvent good = good(number);
    byte[] key = good.getSubject().getBytes(StandardCharsets.UTF_8);
    if (number % ERASURES_APART == ERASURES_APART - 1) {
      return new SpoiltRecord(key, null, new RecordHeaders());
    }
    if (number % LARGE_APART == LARGE_APART - 1) {
      return event(
          key,
          SpoiltEvents.LARGE
              .get(number / LARGE_APART % SpoiltEvents.LARGE.size())
              .of(good, random));
    }
    int way = number % (SpoiltEvents.SMALL.size() + BYTES.size());
    return way < SpoiltEvents.SMALL.size()
        ? event(key, SpoiltEvents.SMALL.get(way).of(good, random))
        : BYTES
            .get(way - SpoiltEvents.SMALL.size())
            .of(key, serializer.serialize(topic, good), strangers, random);
  }

  private SpoiltRecord event(byte[] key, ImageEvent event) {
    return new SpoiltRecord(key, serializer.serialize(topic, event), new RecordHeaders());
  }

  private ImageEvent good(int number) {
    return ImageEvent.newBuilder()
        .setEventId("event-" + number)
        .setSubject("subject-" + number % SUBJECTS)
        .setImages(List.of(Image.newBuilder().setBytes(picture.duplicate()).build()))
        .setInstructions(
            List.of(
                Instruction.newBuilder().setId("c").setTask(Task.CAPTION).build(),
                Instruction.newBuilder()
                    .setId("a")
                    .setTask(Task.ANSWER)
                    .setQuestion("What is it?")
                    .build()))
        .setOccurredAt(Instant.EPOCH)
        .build();
  }

  private static ByteBuffer picture() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
      return ByteBuffer.wrap(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory", e);
    }
  }
}
