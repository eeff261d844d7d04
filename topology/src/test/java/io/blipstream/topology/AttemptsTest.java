package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Status;
import io.blipstream.topology.retry.Backoff;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofSeconds(2));

  /** Stands for whatever may pass and concerns one event: a fetch that timed out, say. */
  private static final FaultCode PASSING = FaultCode.REGISTRY_UNAVAILABLE;

  private final FakeEngine engine = FakeEngine.byHand();

  @Test
  void faultThatPasses_isTriedAgainAfterPausesThatDouble_andNothingShows() {
    try (Rig rig = rig()) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      reject(rig, 0, PASSING);
      rig.advance(Duration.ofMillis(80));
      assertThat(engine.calls).hasSize(1);
      rig.advance(Duration.ofMillis(20));
      assertThat(engine.calls).hasSize(2);

      reject(rig, 1, PASSING);
      rig.advance(Duration.ofMillis(180));
      assertThat(engine.calls).hasSize(2);
      rig.advance(Duration.ofMillis(20));
      assertThat(engine.calls).hasSize(3);
      assertThat(engine.calls.get(2).request()).isEqualTo(engine.calls.get(0).request());

      engine.calls.get(2).answer();
      rig.glance();
      assertThat(rig.caption().getStatus()).isEqualTo(Status.OK);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void faultOfOnePrompt_hasItsEventTriedAgain() {
    try (Rig rig = rig()) {
      rig.send(event("e0", caption("c", "caption-01"), caption("d", "caption-02")).build());
      FakeEngine.Call first = engine.calls.get(0);
      first
          .reply()
          .complete(
              new Reply.Answered(
                  FakeEngine.MODEL,
                  List.of(FakeEngine.IMAGE),
                  List.of(
                      FakeEngine.answer(first.request().prompts().get(0)),
                      new Outcome.Failed(new Fault(PASSING, "later")))));
      rig.glance();
      rig.advance(Duration.ofMillis(100));
      engine.calls.get(1).answer();
      rig.glance();

      assertThat(rig.captions()).hasSize(2);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void eventThatRests_doesNotKeepLaterOnesFromTheEngine_butKeepsItsPlace() {
    try (Rig rig = rig()) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      reject(rig, 0, PASSING);
      rig.send(event("e1", caption("c", "caption-01")).build());
      engine.calls.get(1).answer();
      rig.glance();
      assertThat(rig.captions()).isEmpty();

      rig.advance(Duration.ofMillis(100));
      engine.calls.get(2).answer();
      rig.glance();
      assertThat(rig.captions())
          .extracting(record -> record.value().getEventId())
          .containsExactly("e0", "e1");
    }
  }

  @Test
  void faultThatDoesNotPass_isADeadLetterOnceItWasTriedLongEnough() {
    try (Rig rig = rig()) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      rejectUntilSettled(rig);

      assertThat(rig.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.value().getFault()).isEqualTo(PASSING.code()));
      assertThat(rig.captions()).isEmpty();
      // At 0, 100, 300, 700, 1100, 1500 and 1900 ms, or a glance later each.
      assertThat(engine.calls).hasSizeBetween(6, 7);
    }
  }

  @Test
  void attemptsEndWithTheDeadline_inAResultThatSaysExpired() {
    try (Rig rig = rig()) {
      ImageEvent urgent =
          event("e0", caption("c", "caption-01"))
              .setDeadline(rig.clock.instant().plusMillis(500))
              .build();
      rig.send(urgent);
      rejectUntilSettled(rig);

      assertThat(rig.caption().getStatus()).isEqualTo(Status.EXPIRED);
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(engine.calls).hasSize(3);
    }
  }

  @Test
  void deadlineThatPassesWhileThereIsNoRoom_isAnsweredWithoutTheEngine() {
    try (Rig rig =
        Rig.with(
            engine,
            settings ->
                Rig.bounded(
                    settings,
                    new io.blipstream.topology.enrichment.InFlightBounds(
                        1, 1 << 20, 1, 8, 1 << 20)))) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      rig.send(
          event("e1", caption("c", "caption-01"))
              .setDeadline(rig.clock.instant().plusMillis(50))
              .build());
      rig.advance(Duration.ofMillis(50));
      engine.calls.get(0).answer();
      rig.glance();

      assertThat(rig.captions())
          .extracting(record -> record.value().getStatus())
          .containsExactly(Status.OK, Status.EXPIRED);
      assertThat(engine.calls).hasSize(1);
    }
  }

  @Test
  void fatalFault_isNotTriedAgain() {
    try (Rig rig = rig()) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      reject(rig, 0, FaultCode.IMAGE_UNDECODABLE);
      rig.advance(Duration.ofSeconds(5));

      assertThat(engine.calls).hasSize(1);
      assertThat(rig.deadLetters()).hasSize(1);
    }
  }

  @Test
  void engineThatIsBusy_isAskedAgain_andNoEventIsGivenUpForIt() {
    Rig rig = rig();
    rig.send(event("e0", caption("c", "caption-01")).build());
    engine
        .calls
        .get(0)
        .reply()
        .completeExceptionally(new RetriableException(FaultCode.ENGINE_OVERLOADED, "full"));
    rig.glance();
    rig.advance(Duration.ofMillis(100));
    assertThat(engine.calls).hasSize(2);

    reject(rig, 1, FaultCode.ENGINE_OVERLOADED);
    assertThatThrownBy(
            () -> {
              for (int i = 2; i < 10; i++) {
                rig.advance(Duration.ofMillis(400));
                reject(rig, engine.calls.size() - 1, FaultCode.ENGINE_OVERLOADED);
              }
            })
        .isInstanceOf(TaskMigratedException.class);
    assertThat(rig.deadLetters()).isEmpty();
  }

  private void rejectUntilSettled(Rig rig) {
    for (int i = 0; i < 50; i++) {
      reject(rig, engine.calls.size() - 1, PASSING);
      rig.advance(Duration.ofMillis(100));
    }
  }

  private void reject(Rig rig, int call, FaultCode code) {
    engine.calls.get(call).reply().complete(new Reply.Rejected(new Fault(code, "rejected")));
    rig.glance();
  }

  private Rig rig() {
    return Rig.with(
        engine, settings -> settings.withEnrichment(settings.enrichment().withBackoff(BACKOFF)));
  }
}
