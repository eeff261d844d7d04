package io.blipstream.topology;

import static io.blipstream.topology.Events.answer;
import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.Result;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.shadow.Canary;
import io.blipstream.topology.shadow.ComparisonSink;
import io.blipstream.topology.shadow.Shadow;
import io.blipstream.topology.shadow.ShadowBounds;
import io.blipstream.topology.shadow.ShadowStats;
import io.blipstream.topology.shadow.Share;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class ModelsOnTrialTest {
  private static final ModelIdentity TRIAL = new ModelIdentity("new", "d2", "instructblip-t5");
  private static final ShadowBounds BOUNDS = new ShadowBounds(4, 1_000, 1_000);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Share all(String purpose) {
    return new Share(purpose, 1);
  }

  private static FakeEngine trial() {
    return FakeEngine.replying(ModelsOnTrialTest::otherwise);
  }

  private static Reply otherwise(ImageRequest request) {
    Reply.Answered same = (Reply.Answered) FakeEngine.answered(request);
    Outcome.Answer first = (Outcome.Answer) same.outcomes().get(0);
    Outcome other =
        new Outcome.Answer(
            "says something else",
            List.of(5, 6, 1),
            List.of(-1f, -1f, -1f),
            0.4,
            List.of(),
            1,
            false,
            first.times());
    List<Outcome> outcomes =
        IntStream.range(0, same.outcomes().size())
            .mapToObj(i -> i == 0 ? other : same.outcomes().get(i))
            .toList();
    return new Reply.Answered(TRIAL, same.images(), outcomes);
  }

  /** Keeps what it is given. */
  private static final class Written implements ComparisonSink {
    private final BlockingQueue<Comparison> comparisons = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    @Override
    public CompletableFuture<Void> write(Comparison comparison) {
      comparisons.add(comparison);
      return CompletableFuture.completedFuture(null);
    }

    private Comparison next() throws InterruptedException {
      Comparison comparison = comparisons.poll(30, TimeUnit.SECONDS);
      assertThat(comparison).isNotNull();
      return comparison;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void shadow_isComparedWhileTheResultsStayAsTheyWere() throws Exception {
    FakeEngine live = FakeEngine.prompt();
    FakeEngine trial = trial();
    Written written = new Written();
    List<Result> without;
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(event("e1", caption("c", "caption-01"), answer("a", "answer-01", "Why?")).build());
      without = values(rig.captions());
    }
    Shadow shadow = shadow(live, trial, BOUNDS, written, new TickingClock());
    try (Rig rig = Rig.with(live, shadow)) {
      rig.send(event("e1", caption("c", "caption-01"), answer("a", "answer-01", "Why?")).build());

      assertThat(values(rig.captions())).isEqualTo(without);
      Comparison caption = written.next();
      assertThat(caption.getInstructionId()).isEqualTo("c");
      assertThat(caption.getSubject()).isEqualTo("shoe/7");
      assertThat(caption.getTemplateId()).isEqualTo("caption-01");
      assertThat(caption.getLive().getText()).contains("says: A short image caption:");
      assertThat(caption.getLive().getModelDigest()).isEqualTo("d1");
      assertThat(caption.getShadow().getText()).contains("says something else");
      assertThat(caption.getShadow().getModelDigest()).isEqualTo("d2");
      assertThat(caption.getShadow().getConfidence()).contains(0.4);
      assertThat(caption.getSameText()).isFalse();
      assertThat(caption.getTokenAgreement()).contains(0.8);
      assertThat(caption.getOrigin()).isEqualTo(without.get(0).getOrigin());
      assertThat(written.next().getSameText()).isTrue();
    } finally {
      shadow.close();
    }
    assertThat(shadow.stats()).isEqualTo(new ShadowStats(1, 0, 0, 2, 1));
    assertThat(written.closed).isTrue();
    ImageRequest asked = trial.calls.get(0).request();
    assertThat(asked.lane()).isEqualTo(Lane.BULK);
    assertThat(asked.deadline()).isEmpty();
  }

  @Test
  void shadow_isAskedOnlyAfterTheLiveModelAnswered() {
    FakeEngine live = FakeEngine.byHand();
    FakeEngine trial = FakeEngine.byHand();
    try (Shadow shadow = shadow(live, trial, BOUNDS, new Written(), new TickingClock());
        Rig rig = Rig.with(live, shadow)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      assertThat(trial.calls).isEmpty();
      live.calls.get(0).answer();
      assertThat(trial.calls).hasSize(1);
      // Nobody waits for the shadow.
      rig.glance();
      assertThat(rig.captions()).hasSize(1);
    }
  }

  @Test
  void shadowThatIsBusy_dropsEventsAndHoldsNobodyBack() {
    FakeEngine live = FakeEngine.prompt();
    FakeEngine trial = FakeEngine.byHand();
    try (Shadow shadow = shadow(live, trial, BOUNDS, new Written(), new TickingClock());
        Rig rig = Rig.with(live, shadow)) {
      for (int i = 0; i < 10; i++) {
        rig.send(event("e" + i, caption("c", "caption-01")).build());
      }
      rig.glance();
      assertThat(rig.captions()).hasSize(10);
      assertThat(trial.calls).hasSize(BOUNDS.events());
      assertThat(shadow.stats()).isEqualTo(new ShadowStats(10, 6, 0, 0, 0));
    }
  }

  @Test
  void picturesTooLarge_areDroppedFromTheTrial() {
    FakeEngine trial = FakeEngine.byHand();
    ShadowBounds small = new ShadowBounds(4, 5, 1_000);
    FakeEngine live = FakeEngine.prompt();
    try (Shadow shadow = shadow(live, trial, small, new Written(), new TickingClock());
        Rig rig = Rig.with(live, shadow)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      rig.send(event("e2", caption("c", "caption-01")).build());
      assertThat(trial.calls).hasSize(1);
    }
  }

  @Test
  void liveModelWithAQueue_keepsTheShadowIdle() {
    FakeEngine live = FakeEngine.byHand();
    FakeEngine trial = FakeEngine.byHand();
    ShadowBounds shy = new ShadowBounds(4, 1_000, 1);
    try (Shadow shadow = shadow(live, trial, shy, new Written(), new TickingClock());
        Rig rig = Rig.with(live, shadow)) {
      for (int i = 0; i < 3; i++) {
        rig.send(event("e" + i, caption("c", "caption-01")).build());
      }
      live.calls.get(0).answer();
      assertThat(trial.calls).isEmpty();
      live.calls.get(1).answer();
      assertThat(trial.calls).hasSize(1);
      assertThat(shadow.stats().dropped()).isEqualTo(1);
    }
  }

  @Test
  void shadowThatFails_isCountedAndNothingElse() throws Exception {
    FakeEngine live = FakeEngine.prompt();
    FakeEngine broken =
        FakeEngine.failing(new RetriableException(FaultCode.ENGINE_OVERLOADED, "full"));
    Shadow shadow = shadow(live, broken, BOUNDS, new Written(), new TickingClock());
    try (Rig rig = Rig.with(live, shadow)) {
      for (int i = 0; i < 10; i++) {
        rig.send(event("e" + i, caption("c", "caption-01")).build());
      }
      assertThat(rig.captions()).hasSize(10);
      assertThat(shadow.stats()).isEqualTo(new ShadowStats(10, 0, 10, 0, 0));
    } finally {
      shadow.close();
    }
  }

  @Test
  void shadowThatRejectsThePicture_isComparedByItsFault() throws Exception {
    FakeEngine live = FakeEngine.prompt();
    FakeEngine trial = FakeEngine.rejecting(FaultCode.IMAGE_TOO_LARGE);
    Written written = new Written();
    try (Shadow shadow = shadow(live, trial, BOUNDS, written, new TickingClock());
        Rig rig = Rig.with(live, shadow)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      Comparison comparison = written.next();
      assertThat(comparison.getShadow().getFault()).contains("image-too-large");
      assertThat(comparison.getShadow().getText()).isEmpty();
      assertThat(comparison.getTokenAgreement()).isEmpty();
      assertThat(comparison.getSameText()).isFalse();
    }
  }

  @Test
  void pictureThatTheLiveModelRejects_isNotTried() {
    FakeEngine trial = FakeEngine.byHand();
    FakeEngine live = FakeEngine.rejecting(FaultCode.IMAGE_UNDECODABLE);
    try (Shadow shadow = shadow(live, trial, BOUNDS, new Written(), new TickingClock());
        Rig rig = Rig.with(live, shadow)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      assertThat(rig.deadLetters()).hasSize(1);
      assertThat(trial.calls).isEmpty();
    }
  }

  @Test
  void canary_answersItsShareAndEveryResultNamesItsModel() {
    FakeEngine live = FakeEngine.prompt();
    Canary canary =
        new Canary(Answerer.of(live), Answerer.of(trial()), new Share("canary", 0.3), PATIENCE);
    try (Rig rig = Rig.with(live, canary)) {
      for (int i = 0; i < 200; i++) {
        rig.send(event("e" + i, caption("c", "caption-01")).build());
      }
      List<Result> first = values(rig.captions());
      for (int i = 0; i < 200; i++) {
        rig.send(event("e" + i, caption("c", "caption-01")).build());
      }
      List<Result> second = values(rig.captions());
      assertThat(first.stream().filter(each -> each.getModelDigest().equals("d2")).count())
          .isBetween(30L, 90L);
      assertThat(first).extracting(Result::getModelDigest).containsOnly("d1", "d2");
      assertThat(first)
          .allMatch(
              each ->
                  each.getText().orElseThrow().equals("says something else")
                      == each.getModelDigest().equals("d2"));
      // The same events are chosen again.
      assertThat(second)
          .extracting(Result::getModelDigest)
          .isEqualTo(first.stream().map(Result::getModelDigest).toList());
    }
  }

  @Test
  void canaryThatCannotServe_leavesItsEventsToTheLiveModel() {
    FakeEngine live = FakeEngine.prompt();
    FakeEngine broken =
        FakeEngine.failing(new RetriableException(FaultCode.DEVICE_UNAVAILABLE, "gone"));
    Canary canary = new Canary(Answerer.of(live), Answerer.of(broken), all("canary"), PATIENCE);
    try (Rig rig = Rig.with(live, canary)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      assertThat(rig.caption().getModelDigest()).isEqualTo("d1");
      assertThat(canary.fallbacks()).isEqualTo(1);
    }
  }

  @Test
  void canaryThatHangs_leavesItsEventsToTheLiveModel() throws Exception {
    FakeEngine live = FakeEngine.byHand();
    FakeEngine hanging = FakeEngine.byHand();
    Canary canary =
        new Canary(Answerer.of(live), Answerer.of(hanging), all("canary"), Duration.ofMillis(20));
    try (Rig rig = Rig.with(live, canary)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      while (live.calls.isEmpty()) {
        Thread.sleep(5);
      }
      live.calls.get(0).answer();
      rig.glance();
      assertThat(rig.caption().getModelDigest()).isEqualTo("d1");
    }
  }

  @Test
  void eventThatIsGivenUp_isCancelledAtTheCanary() {
    FakeEngine live = FakeEngine.byHand();
    FakeEngine slow = FakeEngine.byHand();
    Canary canary = new Canary(Answerer.of(live), Answerer.of(slow), all("canary"), PATIENCE);
    try (Rig rig = Rig.with(live, canary)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
    }
    assertThat(slow.calls.get(0).reply()).isCancelled();
    assertThat(live.calls).isEmpty();
  }

  @Test
  void pictureThatTheCanaryCannotRead_isADeadLetterAsWithAnyModel() {
    FakeEngine live = FakeEngine.prompt();
    FakeEngine trial =
        FakeEngine.replying(
            request -> new Reply.Rejected(new Fault(FaultCode.IMAGE_UNDECODABLE, "no")));
    Canary canary = new Canary(Answerer.of(live), Answerer.of(trial), all("canary"), PATIENCE);
    try (Rig rig = Rig.with(live, canary)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      assertThat(rig.deadLetters()).hasSize(1);
      assertThat(live.calls).isEmpty();
    }
  }

  private static Shadow shadow(
      FakeEngine live,
      FakeEngine trial,
      ShadowBounds bounds,
      ComparisonSink sink,
      TickingClock clock) {
    return new Shadow(Answerer.of(live), trial, all("shadow"), bounds, sink, clock);
  }

  private static List<Result> values(List<TestRecord<String, Result>> records) {
    return records.stream().map(TestRecord::value).toList();
  }
}
