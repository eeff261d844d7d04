package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Status;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock on the wall is put forward or back by an hour, while time goes on as ever. */
class ClockJumpsTest {
  /** May pass, and concerns one event. */
  private static final FaultCode PASSING = FaultCode.REGISTRY_UNAVAILABLE;

  private final FakeEngine engine = FakeEngine.byHand();
  private final TickingClock wall = new TickingClock();

  @ParameterizedTest
  @ValueSource(longs = {60, -60})
  void eventThatIsTriedAgain_restsAsLongAsEver_andIsNotGivenUp(long minutes) {
    try (Rig rig = rig()) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      engine.calls.get(0).reply().complete(new Reply.Rejected(new Fault(PASSING, "later")));
      rig.glance();
      wall.advance(Duration.ofMinutes(minutes));
      rig.advance(Duration.ofMillis(100));
      assertThat(engine.calls).hasSize(2);
      engine.calls.get(1).answer();
      rig.glance();

      assertThat(rig.caption().getStatus()).isEqualTo(Status.OK);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {60, -60})
  void eventThatMissesATemplate_waitsAsLongAsEver(long minutes) {
    try (Rig rig = rig()) {
      rig.send(event("e0", caption("c", "nobody-published@1")).build());
      wall.advance(Duration.ofMinutes(minutes));
      rig.glance();
      assertThat(rig.deadLetters()).isEmpty();
      rig.advance(Rig.WAITS.template());
      rig.glance();

      assertThat(rig.deadLetters())
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.value().getFault())
                      .isEqualTo(FaultCode.TEMPLATE_UNKNOWN.code()));
    }
  }

  @Test
  void deadline_isAMomentOnTheWall_andWhatItCutsOffHasAResult() {
    try (Rig rig = rig()) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      wall.advance(Duration.ofHours(1));
      rig.send(
          event("e1", caption("c", "caption-01"))
              .setDeadline(wall.instant().minus(Duration.ofMinutes(30)))
              .build());
      engine.calls.get(0).answer();
      rig.glance();

      assertThat(rig.captions())
          .extracting(record -> record.value().getStatus())
          .containsExactly(Status.OK, Status.EXPIRED);
    }
  }

  private Rig rig() {
    Rig rig = new Rig(engine, wall, UnaryOperator.identity(), UnaryOperator.identity());
    rig.publishBuiltIns();
    return rig;
  }
}
