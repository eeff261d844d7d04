package io.blipstream.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.schemas.ImageEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final int MORE_THAN_ALLOWED = Publisher.MOST_OPEN + 20;

  private final Serializer<ImageEvent> nothing = (topic, event) -> new byte[0];
  private final MockProducer<String, ImageEvent> producer =
      new MockProducer<>(true, new RoundRobinPartitioner(), new StringSerializer(), nothing);

  @Test
  void publishesNoFurtherAheadThanAllowed_untilPicturesAreAnswered() throws Exception {
    SceneObjects objects = SceneObjects.load();
    OpenPictures open = new OpenPictures(new Judge(objects));
    Publisher publisher =
        new Publisher(
            new Pictures(objects, 1),
            producer,
            "image-events",
            open,
            new DemoOptions(
                OptionalInt.of(MORE_THAN_ALLOWED), Optional.empty(), 1, OptionalDouble.empty()),
            Clock.systemUTC());
    Thread thread = new Thread(publisher, "publisher");
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(producer.history()).hasSize(Publisher.MOST_OPEN);
    for (int i = 0; i < 20; i++) {
      publisher.makeRoom();
    }
    thread.join();
    assertThat(producer.history()).hasSize(MORE_THAN_ALLOWED);
    assertThat(publisher.failure()).isNull();
  }
}
