package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Status;
import io.blipstream.topology.enrichment.InFlightBounds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupersedingTest {
  private static final InFlightBounds ONE_AT_A_TIME = new InFlightBounds(1, 1 << 20, 1, 8, 1 << 20);

  private final FakeEngine engine = FakeEngine.byHand();

  @Test
  void newerEventOfALiveFeed_takesThePlaceOfThoseNotYetBegun() {
    try (Rig rig = rig()) {
      List.of("e0", "e1", "e2", "e3").forEach(id -> rig.send(live(id, "camera-1")));
      answerAll(rig);

      assertThat(outcomes(rig)).containsExactly("e0 OK", "e1 SUPERSEDED", "e2 SUPERSEDED", "e3 OK");
      assertThat(engine.calls).hasSize(2);
    }
  }

  @Test
  void whatTheEngineHas_isFinished() {
    try (Rig rig = rig()) {
      rig.send(live("e0", "camera-1"));
      rig.send(live("e1", "camera-1"));

      assertThat(engine.calls.get(0).reply()).isNotCancelled();
      answerAll(rig);
      assertThat(outcomes(rig)).containsExactly("e0 OK", "e1 OK");
    }
  }

  @Test
  void otherSubjectsAndOtherFeedsAreLeftAlone() {
    try (Rig rig = rig()) {
      rig.send(live("e0", "camera-1"));
      rig.send(live("e1", "camera-1"));
      rig.send(live("e2", "camera-2"));
      rig.send(event("e3", caption("c", "caption-01")).setSubject("camera-1").build());
      rig.send(event("e4", caption("c", "caption-01")).setSubject("camera-1").build());
      answerAll(rig);

      assertThat(outcomes(rig)).containsExactly("e0 OK", "e1 OK", "e2 OK", "e3 OK", "e4 OK");
    }
  }

  @Test
  void eventThatIsRefused_takesNobodysPlace() {
    try (Rig rig = rig()) {
      rig.send(live("e0", "camera-1"));
      rig.send(live("e1", "camera-1"));
      rig.send(
          event("e2", caption("c", "caption-01"), caption("c", "caption-01"))
              .setSubject("camera-1")
              .setFeed("live")
              .build());
      answerAll(rig);

      assertThat(outcomes(rig)).containsExactly("e0 OK", "e1 OK");
      assertThat(rig.deadLetters()).hasSize(1);
    }
  }

  @Test
  void eventThatWaitsForATemplate_isSupersededTogetherWithItsBadInstructions() {
    try (Rig rig = rig()) {
      rig.send(
          event("e0", caption("c", "caption-01"), caption("d", "not-there"))
              .setSubject("camera-1")
              .setFeed("live")
              .build());
      rig.send(live("e1", "camera-1"));
      answerAll(rig);

      assertThat(outcomes(rig)).containsExactly("e0 SUPERSEDED", "e1 OK");
      assertThat(rig.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.value().getInstructionId()).contains("d"));
    }
  }

  @Test
  void liveFeedIsReadOnWhereOneFindsNoRoom_upToTheBounds() {
    try (Rig rig = rig()) {
      rig.send(live("e0", "camera-0"));
      for (int i = 1; i < 8; i++) {
        assertThat(rig.isFull()).isFalse();
        rig.send(live("e" + i, "camera-" + i));
      }
      assertThat(rig.isFull()).isTrue();
      answerAll(rig);
      assertThat(outcomes(rig)).hasSize(8).allMatch(outcome -> outcome.endsWith("OK"));
    }
  }

  private Rig rig() {
    return Rig.with(
        engine,
        settings -> {
          TopologySettings bounded = Rig.bounded(settings, ONE_AT_A_TIME);
          return bounded.withEnrichment(bounded.enrichment().withLatestOnly(Set.of("live")));
        });
  }

  private static ImageEvent live(String id, String subject) {
    return event(id, caption("c", "caption-01")).setSubject(subject).setFeed("live").build();
  }

  private void answerAll(Rig rig) {
    for (int i = 0; i < engine.calls.size(); i++) {
      engine.calls.get(i).answer();
      rig.glance();
    }
  }

  private static List<String> outcomes(Rig rig) {
    return rig.captions().stream()
        .map(record -> record.value())
        .peek(
            result ->
                assertThat(result.getText().isPresent()).isEqualTo(result.getStatus() == Status.OK))
        .map(result -> result.getEventId() + " " + result.getStatus())
        .toList();
  }
}
