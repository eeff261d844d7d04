package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where more comes than the device can do, it is asked what it can still do in time. */
class OverloadTest {
  private final FakeEngine engine = FakeEngine.byHand();

  @Test
  void eventThatWouldBeAnsweredTooLate_isAnsweredWithoutTheEngine() {
    try (Rig rig = rigWhoseEngineTakes(400)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      rig.send(due(rig, "e2", Lane.STANDARD, 100));
      rig.send(due(rig, "e3", Lane.STANDARD, 1_000));
      assertThat(engine.calls).as("e0, e1, e3").hasSize(3);

      engine.calls.get(1).answer();
      engine.calls.get(2).answer();
      rig.glance();
      assertThat(statuses(rig)).containsExactly(Status.OK, Status.OK, Status.EXPIRED, Status.OK);
    }
  }

  @Test
  void whereNoneOfItsLaneIsAtTheEngine_itIsTried_soThatABetterTimeIsNoticed() {
    try (Rig rig = rigWhoseEngineTakes(400)) {
      rig.send(due(rig, "e1", Lane.STANDARD, 100));
      assertThat(engine.calls).hasSize(2);
    }
  }

  @Test
  void whatOneLaneTakes_isNotHeldAgainstAnother() {
    try (Rig rig = rigWhoseEngineTakes(400)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      rig.send(due(rig, "e2", Lane.INTERACTIVE, 100));
      rig.send(due(rig, "e3", Lane.INTERACTIVE, 100));
      assertThat(engine.calls).hasSize(4);
    }
  }

  @Test
  void whatExpiredAtTheEngine_teachesAsWell() {
    try (Rig rig = Rig.with(engine, settings -> settings)) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      rig.advance(Duration.ofMillis(400));
      fail(rig, 0, FaultCode.DEADLINE_EXPIRED);
      rig.send(event("e1", caption("c", "caption-01")).build());
      rig.send(due(rig, "e2", Lane.STANDARD, 500));

      assertThat(engine.calls).as("e0, e1").hasSize(2);
    }
  }

  @Test
  void whatWasRefusedForItself_saysNothingOfHowLongOthersTake() {
    try (Rig rig = Rig.with(engine, settings -> settings)) {
      rig.send(event("e0", caption("c", "caption-01")).build());
      rig.advance(Duration.ofMillis(400));
      fail(rig, 0, FaultCode.IMAGE_UNDECODABLE);
      rig.send(event("e1", caption("c", "caption-01")).build());
      rig.send(due(rig, "e2", Lane.STANDARD, 10));

      assertThat(engine.calls).hasSize(3);
    }
  }

  /** One answer after so long is a quarter of half as much again. */
  private Rig rigWhoseEngineTakes(int millis) {
    Rig rig = Rig.with(engine, settings -> settings);
    rig.send(event("e0", caption("c", "caption-01")).build());
    rig.advance(Duration.ofMillis(millis));
    engine.calls.get(0).answer();
    rig.glance();
    return rig;
  }

  private void fail(Rig rig, int call, FaultCode code) {
    engine.calls.get(call).reply().complete(new Reply.Rejected(new Fault(code, "rejected")));
    rig.glance();
  }

  private static ImageEvent due(Rig rig, String id, Lane lane, int millis) {
    return event(id, caption("c", "caption-01"))
        .setLane(lane)
        .setDeadline(rig.clock.instant().plusMillis(millis))
        .build();
  }

  private static List<Status> statuses(Rig rig) {
    return rig.captions().stream().map(record -> record.value().getStatus()).toList();
  }
}
