package io.blipstream.ops.bench.kill;

import io.blipstream.ops.config.Configuration;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Events with numbers for names: one caption each, of one of {@value #PICTURES} small pictures;
 * every {@value #POISON}th has bytes that are no picture.
 */
public final class PublishedEvents {
  static final int PICTURES = 64;
  private static final int POISON = 97;
  private static final String PREFIX = "event-";
  private static final int SIDE = 8;

  private final List<ByteBuffer> pictures;

  public PublishedEvents() {
    pictures = java.util.stream.IntStream.range(0, PICTURES).mapToObj(this::picture).toList();
  }

  static boolean isPoison(int number) {
    return number % POISON == POISON - 1;
  }

  /** Of the event of such a name. */
  public static int numberOf(String eventId) {
    return Integer.parseInt(eventId.substring(PREFIX.length()));
  }

  /** Publishes so many; returns when the broker has them. */
  void publish(Configuration configuration, int count) {
    try (EventProducer producer = EventProducer.open(configuration)) {
      for (int i = 0; i < count; i++) {
        producer.send(event(i));
      }
      producer.awaitTaken();
    }
  }

  /** The event of a number. */
  public ImageEvent event(int number) {
    ByteBuffer bytes =
        isPoison(number)
            ? ByteBuffer.wrap("no picture".getBytes(StandardCharsets.UTF_8))
            : pictures.get(number % PICTURES).duplicate();
    return ImageEvent.newBuilder()
        .setEventId(PREFIX + number)
        .setSubject("subject-" + number)
        .setImages(List.of(Image.newBuilder().setBytes(bytes).build()))
        .setInstructions(
            List.of(Instruction.newBuilder().setId("caption").setTask(Task.CAPTION).build()))
        .setOccurredAt(Instant.EPOCH)
        .build();
  }

  private ByteBuffer picture(int number) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, number * 0x030507 + i * 0x010101);
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return ByteBuffer.wrap(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory", e);
    }
  }
}
