package io.blipstream.ops.feedback;

import io.blipstream.ops.cluster.CommittedRecords;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.fetch.PictureFetcher;
import io.blipstream.topology.picture.Picture;
import io.blipstream.topology.routing.Sha256;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Finds pictures in the events that corrections are about. Of one thread.
 *
 * @param topic the only one that is looked into, whatever a correction names
 * @param fetcher of pictures that lie elsewhere; empty where nothing may be fetched
 * @param patience with one picture
 */
record EventPictures(
    CommittedRecords records,
    SpecificAvroDeserializer<ImageEvent> events,
    String topic,
    Optional<PictureFetcher> fetcher,
    Duration patience) {
  EventPicture of(Feedback feedback) {
    if (!feedback.getOrigin().getTopic().equals(topic)) {
      return new EventPicture.None("event in another topic");
    }
    Optional<ImageEvent> event =
        records
            .at(
                new TopicPartition(topic, feedback.getOrigin().getPartition()),
                feedback.getOrigin().getOffset())
            .flatMap(this::event);
    if (event.isEmpty()) {
      return new EventPicture.None("event gone");
    }
    // Else a correction could fetch a stranger's picture into a data set.
    if (!event.get().getEventId().equals(feedback.getEventId())
        || !event.get().getSubject().equals(feedback.getSubject())) {
      return new EventPicture.None("event is another");
    }
    if (event.get().getImages().size() != 1) {
      return new EventPicture.None("clip");
    }
    return checked(bytesOf(event.get().getImages().get(0)), feedback.getImageSha256());
  }

  private Optional<ImageEvent> event(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(events.deserialize(record.topic(), record.headers(), record.value()));
    } catch (SerializationException e) {
      return Optional.empty(); // a dead letter tells of it
    }
  }

  private EventPicture bytesOf(Image image) {
    if (image.getBytes().isPresent()) {
      return new EventPicture.Bytes(image.getBytes().get());
    }
    String uri = image.getUri().orElse("");
    if (fetcher.isEmpty()) {
      return new EventPicture.Address(uri);
    }
    try {
      ByteBuffer bytes =
          fetcher.get().fetch(new Picture.Addressed(uri, image.getSha256()), patience).join();
      return new EventPicture.Bytes(bytes);
    } catch (CompletionException e) {
      return new EventPicture.Address(uri); // it is listed, for whoever can get it
    }
  }

  private static EventPicture checked(EventPicture found, Optional<String> wanted) {
    if (found instanceof EventPicture.Bytes bytes
        && wanted.isPresent()
        && !wanted.get().equals(Sha256.of(bytes.buffer()))) {
      return new EventPicture.None("picture is another");
    }
    return found;
  }
}
