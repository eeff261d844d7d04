package io.blipstream.ops.demo;

import io.blipstream.ops.scenes.SceneTask;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import java.time.Clock;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Streams pictures, a bounded number ahead of their answers: a demo that fills a topic faster than
 * it is read would show nothing but a queue. Runs on a thread of its own.
 */
final class Publisher implements Runnable {
  /** Enough to keep three batches of pictures under way. */
  static final int MOST_OPEN = 96;

  private final Pictures pictures;
  private final Producer<String, ImageEvent> producer;
  private final String topic;
  private final OpenPictures open;
  private final DemoOptions options;
  private final Clock clock;
  private final Semaphore room = new Semaphore(MOST_OPEN);
  private volatile Exception failure;

  Publisher(
      Pictures pictures,
      Producer<String, ImageEvent> producer,
      String topic,
      OpenPictures open,
      DemoOptions options,
      Clock clock) {
    this.pictures = pictures;
    this.producer = producer;
    this.topic = topic;
    this.open = open;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    int most = options.pictures().orElse(Integer.MAX_VALUE);
    try {
      for (int i = 0; i < most && failure == null; i++) {
        room.acquire();
        waitForTurn(start, i);
        publish(pictures.next());
      }
    } catch (InterruptedException e) {
      // The demo ends; what is under way is not waited for.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** A picture is answered: the next may follow. Any thread. */
  void makeRoom() {
    room.release();
  }

  /** Why it stopped early; null while all is well. Any thread. */
  Exception failure() {
    return failure;
  }

  private void waitForTurn(long start, int index) throws InterruptedException {
    OptionalDouble rate = options.rate();
    if (rate.isPresent()) {
      long due = start + (long) (index / rate.getAsDouble() * 1e9);
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
  }

  private void publish(Picture picture) {
    open.add(picture);
    var unused =
        producer.send(
            new ProducerRecord<>(topic, picture.eventId(), event(picture)),
            (metadata, exception) -> {
              if (exception != null) {
                failure = exception;
              }
            });
  }

  private ImageEvent event(Picture picture) {
    return ImageEvent.newBuilder()
        .setEventId(picture.eventId())
        .setSubject(picture.eventId())
        .setFeed("scenes")
        .setImages(List.of(Image.newBuilder().setBytes(picture.jpeg()).build()))
        .setInstructions(picture.asked().stream().map(Publisher::instruction).toList())
        .setOccurredAt(clock.instant())
        .build();
  }

  private static Instruction instruction(Asked asked) {
    Instruction.Builder builder = Instruction.newBuilder().setId(asked.instructionId());
    if (asked.task() instanceof SceneTask.Answer answer) {
      return builder.setTask(Task.ANSWER).setQuestion(answer.question()).build();
    }
    if (asked.task() instanceof SceneTask.Question question) {
      return builder.setTask(Task.QUESTION).setAnswer(question.answer()).build();
    }
    return builder.setTask(Task.CAPTION).build();
  }
}
