package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.registry.RegistryUnavailableException;
import io.blipstream.topology.enrichment.InFlightBounds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

class AsynchronyTest {
  @Test
  void resultsAreForwardedInSourceOrderAsTheCompletedPrefix() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = Rig.with(engine)) {
      List.of("e0", "e1", "e2", "e3")
          .forEach(id -> rig.send(event(id, caption("c", "caption-01")).build()));
      assertThat(engine.calls).hasSize(4);

      engine.calls.get(2).answer();
      engine.calls.get(1).answer();
      rig.glance();
      assertThat(rig.captions()).isEmpty();

      engine.calls.get(0).answer();
      rig.glance();
      assertThat(eventIds(rig)).containsExactly("e0", "e1", "e2");

      engine.calls.get(3).answer();
      rig.glance();
      assertThat(eventIds(rig)).containsExactly("e3");
    }
  }

  @Test
  void deadLetterKeepsItsPlaceAmongResults_andItsBytesMeanwhile() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = Rig.with(engine)) {
      ImageEvent poison = event("e1", caption("c", "caption-01")).build();
      rig.send(event("e0", caption("c", "caption-01")).build());
      rig.send(poison);
      engine
          .calls
          .get(1)
          .reply()
          .complete(new Reply.Rejected(new Fault(FaultCode.IMAGE_UNDECODABLE, "no")));
      rig.glance();
      assertThat(rig.deadLetters()).isEmpty();

      engine.calls.get(0).answer();
      rig.glance();

      DeadLetter letter = rig.deadLetters().get(0).value();
      assertThat(letter.getOrigin().getOffset()).isEqualTo(1);
      assertThat(letter.getValue().orElseThrow().array()).isEqualTo(rig.encoded(poison));
    }
  }

  @Test
  void engineOutage_givesTheTaskUpAndForwardsNothing() {
    FakeEngine engine = FakeEngine.byHand();
    Rig rig = Rig.with(engine);
    rig.send(event("e0", caption("c", "caption-01")).build());
    rig.send(event("e1", caption("c", "caption-01")).build());
    engine.calls.get(1).answer();
    engine
        .calls
        .get(0)
        .reply()
        .completeExceptionally(new RetriableException(FaultCode.ENGINE_CLOSED, "closed"));

    assertThatThrownBy(rig::glance).isInstanceOf(TaskMigratedException.class);
    assertThatThrownBy(() -> rig.send(event("e2", caption("c", "caption-01")).build()))
        .isInstanceOf(TaskMigratedException.class);
    assertThat(rig.captions()).isEmpty();
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void engineThatIsAway_isAnOutageAndNoDeadLetter() {
    Rig rig = Rig.with(FakeEngine.rejecting(FaultCode.DEVICE_UNAVAILABLE));

    assertThatThrownBy(() -> rig.send(event("e0", caption("c", "caption-01")).build()))
        .isInstanceOf(TaskMigratedException.class);
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void engineThatThrowsInsteadOfAnswering_isAnOutage() {
    Rig rig = Rig.with(FakeEngine.failing(new IllegalStateException("defect")));

    assertThatThrownBy(() -> rig.send(event("e0", caption("c", "caption-01")).build()))
        .isInstanceOf(TaskMigratedException.class);
    assertThat(rig.blipstream.inFlight().events()).isZero();
  }

  @Test
  void engineThatWillNeverServeAgain_isNotTriedAgain() {
    Rig rig =
        Rig.with(
            FakeEngine.failing(new FatalException(FaultCode.INTERNAL, "the device thread ended")));

    assertThatThrownBy(() -> rig.send(event("e0", caption("c", "caption-01")).build()))
        .isNotInstanceOf(TaskMigratedException.class)
        .hasRootCauseInstanceOf(FatalException.class);
  }

  @Test
  void silentEngine_givesTheTaskUpOnceTheWaitIsOver() {
    FakeEngine engine = FakeEngine.byHand();
    Rig rig = Rig.with(engine);
    rig.send(event("e0", caption("c", "caption-01")).build());
    engine.silence = Duration.ofSeconds(30);
    rig.glance();
    engine.silence = Duration.ofMillis(30_001);

    assertThatThrownBy(rig::glance)
        .isInstanceOf(TaskMigratedException.class)
        .hasMessageContaining("silent");
  }

  @Test
  void slowEngine_isWaitedForHoweverOldAnEventIs() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = Rig.with(engine)) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      rig.advance(Duration.ofHours(1));
      engine.calls.get(0).answer();
      rig.glance();

      assertThat(eventIds(rig)).containsExactly("e0");
    }
  }

  @Test
  void fullEngine_blocksNobody_andHasItsPartitionReadNoFurther() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = bounded(engine, new InFlightBounds(2, 1 << 20, 2, 8, 1 << 20))) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      rig.send(event("e1", caption("c", "caption-01")).build());
      assertThat(rig.isFull()).isFalse();

      rig.send(event("e2", caption("c", "caption-01")).build());
      assertThat(engine.calls).hasSize(2);
      assertThat(rig.isFull()).isTrue();

      engine.calls.get(1).answer();
      rig.glance();
      assertThat(engine.calls).hasSize(3);
      assertThat(rig.isFull()).isFalse();
    }
    assertThat(engine.calls.get(2).reply()).isCancelled();
  }

  @Test
  void bytesInFlightAreBounded_recordAndPictureBoth() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = bounded(engine, new InFlightBounds(99, 1_000, 99, 99, 1_000))) {
      for (String id : List.of("e0", "e1", "e2")) {
        rig.send(
            event(id, caption("c", "caption-01"))
                .setImages(List.of(Events.image().setBytes(ByteBuffer.wrap(new byte[200])).build()))
                .build());
      }
      assertThat(engine.calls).hasSize(2);
      assertThat(rig.blipstream.inFlight().bytes()).isBetween(800L, 1_000L);
      assertThat(rig.isFull()).isTrue();

      engine.calls.get(0).answer();
      assertThat(engine.calls).hasSize(2);
      rig.glance();
      assertThat(engine.calls).hasSize(3);
    }
  }

  @Test
  void slowHeadOfAPartition_letsOnlySoManyBehindIt() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = bounded(engine, new InFlightBounds(99, 1 << 20, 99, 3, 1 << 20))) {
      for (int i = 0; i < 3; i++) {
        assertThat(rig.isFull()).isFalse();
        rig.send(event("e" + i, caption("c", "caption-01")).build());
      }
      engine.calls.get(1).answer();
      engine.calls.get(2).answer();
      rig.glance();
      assertThat(rig.isFull()).isTrue();

      engine.calls.get(0).answer();
      rig.glance();
      assertThat(rig.isFull()).isFalse();
      assertThat(eventIds(rig)).containsExactly("e0", "e1", "e2");
    }
  }

  @Test
  void interactiveEvent_isAskedThoughBulkHasFilledTheRoom() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = bounded(engine, new InFlightBounds(8, 1 << 20, 99, 99, 1 << 20))) {
      for (int i = 0; i < 8; i++) {
        rig.send(bulk("bulk" + i));
      }
      rig.send(event("urgent", caption("c", "caption-01")).setLane(Lane.INTERACTIVE).build());
      assertThat(engine.calls).hasSize(9);
      assertThat(engine.calls.get(8).request().lane())
          .isEqualTo(io.blipstream.runtime.engine.Lane.INTERACTIVE);

      rig.send(bulk("bulk8"));
      assertThat(engine.calls).hasSize(9);
    }
  }

  private static ImageEvent bulk(String id) {
    return event(id, caption("c", "caption-01")).setLane(Lane.BULK).build();
  }

  private static Rig bounded(FakeEngine engine, InFlightBounds bounds) {
    return Rig.with(engine, settings -> Rig.bounded(settings, bounds));
  }

  @Test
  void registryThatIsAwayForAMoment_dropsNothing() {
    AtomicInteger failures = new AtomicInteger(3);
    try (Rig rig = registry(failures)) {
      rig.send(event("e0", caption("c", "caption-01")).build());

      assertThat(rig.caption().getEventId()).isEqualTo("e0");
      assertThat(failures).hasNonPositiveValue();
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void registryThatStaysAway_givesTheTaskUpAndDropsNothing() {
    Rig rig = registry(new AtomicInteger(Integer.MAX_VALUE));

    assertThatThrownBy(() -> rig.send(event("e0", caption("c", "caption-01")).build()))
        .isInstanceOf(TaskMigratedException.class);
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void registryThatIsAwayWhenResultsAreWritten_dropsNothing() {
    AtomicInteger failures = new AtomicInteger(2);
    try (Rig rig =
        new Rig(
            FakeEngine.prompt(),
            null,
            UnaryOperator.identity(),
            serdes ->
                new TopicSerdes(
                    serdes.imageEvents(),
                    serdes.templates(),
                    flakyWriter(serdes.results(), failures),
                    serdes.deadLetters()))) {
      rig.publishBuiltIns();
      rig.send(event("e0", caption("c", "caption-01")).build());

      assertThat(eventIds(rig)).containsExactly("e0");
      assertThat(failures).hasNonPositiveValue();
    }
  }

  private static Rig registry(AtomicInteger failures) {
    Rig rig =
        new Rig(
            FakeEngine.prompt(),
            null,
            UnaryOperator.identity(),
            serdes ->
                new TopicSerdes(
                    flakyReader(serdes.imageEvents(), failures),
                    serdes.templates(),
                    serdes.results(),
                    serdes.deadLetters()));
    rig.publishBuiltIns();
    return rig;
  }

  private static <T> Deserializer<T> flakyReader(Deserializer<T> sound, AtomicInteger failures) {
    return new Deserializer<>() {
      @Override
      public T deserialize(String topic, byte[] data) {
        if (failures.getAndDecrement() > 0) {
          throw new RegistryUnavailableException("away");
        }
        return sound.deserialize(topic, data);
      }
    };
  }

  private static <T> Serializer<T> flakyWriter(Serializer<T> sound, AtomicInteger failures) {
    return (topic, value) -> {
      if (failures.getAndDecrement() > 0) {
        throw new RegistryUnavailableException("away");
      }
      return sound.serialize(topic, value);
    };
  }

  private static List<String> eventIds(Rig rig) {
    return rig.captions().stream().map(record -> record.value().getEventId()).toList();
  }
}
