package io.blipstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The intake of a process that is to end. */
class StopTest {
  @Test
  void stoppedIntake_asksTheEngineNothing_readsNotOn_andFinishesWhatItHas() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = Rig.with(engine)) {
      rig.send(Events.event("before", Events.caption("c", "caption-01")).build());
      rig.blipstream.inFlight().close();
      rig.send(Events.event("after", Events.caption("c", "caption-01")).build());
      assertThat(rig.blipstream.inFlight().events()).isEqualTo(1);
      assertThat(rig.isFull()).isTrue();

      FakeEngine.Call call = engine.calls.get(0);
      call.reply().complete(FakeEngine.answered(call.request()));
      rig.glance();

      assertThat(rig.caption().getEventId()).isEqualTo("before");
      assertThat(rig.blipstream.inFlight().events()).isZero();
      assertThat(rig.blipstream.stats().partitions().get(0).next()).isEqualTo(1);
    }
  }
}
