package io.blipstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.topology.counts.Durations;
import io.blipstream.topology.counts.PartitionStats;
import io.blipstream.topology.counts.PromptStage;
import io.blipstream.topology.counts.Said;
import io.blipstream.topology.counts.TopologyStats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What operators are told of what went through. */
class StatsTest {
  @Test
  void everyRecordThatGoesOut_isCountedByWhatItSays() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(
          Events.event("e-1", Events.caption("c", "caption-01"), Events.caption("x", "no-such"))
              .build());
      rig.send("k".getBytes(StandardCharsets.UTF_8), new byte[] {1}, new RecordHeaders());
      rig.advance(Duration.ofSeconds(6));

      TopologyStats stats = rig.blipstream.stats();
      assertThat(stats.arrived()).isEqualTo(2);
      assertThat(stats.settled()).isEqualTo(2);
      assertThat(stats.results()).containsOnly(entry(new Said(Task.CAPTION, Status.OK), 1L));
      assertThat(stats.deadLetters())
          .containsOnly(
              entry(FaultCode.TEMPLATE_UNKNOWN, 1L), entry(FaultCode.RECORD_UNREADABLE, 1L));
      assertThat(stats.processing().count()).isEqualTo(2);
      assertThat(stats.templates().accepted()).isEqualTo(29);
    }
  }

  @Test
  void timesOfAnAnswer_areCountedStageByStage() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(Events.event("e-1", Events.caption("c", "caption-01")).build());

      TopologyStats stats = rig.blipstream.stats();
      assertThat(stats.prompts()).containsOnlyKeys(PromptStage.values());
      assertThat(stats.prompts().get(PromptStage.TOTAL).count()).isEqualTo(1);
      assertThat(stats.prompts().get(PromptStage.TOTAL).seconds())
          .isEqualTo(FakeEngine.TIMES.total() / 1e9);
    }
  }

  @Test
  void partitionWithAnEventAtTheEngine_standsAtIt() {
    try (Rig rig = Rig.with(FakeEngine.byHand())) {
      rig.send(Events.event("e-1", Events.caption("c", "caption-01")).build());
      rig.send(Events.event("e-2", Events.caption("c", "caption-01")).build());

      TopologyStats stats = rig.blipstream.stats();
      assertThat(stats.partitions())
          .containsOnly(entry(0, new PartitionStats(0, 2, Optional.of(Rig.SENT))));
      assertThat(stats.inFlight().events()).isEqualTo(2);
      assertThat(stats.settled()).isZero();
    }
  }

  @Test
  void partitionThatIsDone_standsBehindItsLastRecord_andGoesWithItsTask() {
    Rig rig = Rig.with(FakeEngine.prompt());
    rig.send(Events.event("e-1", Events.caption("c", "caption-01")).build());
    assertThat(rig.blipstream.stats().partitions())
        .containsOnly(entry(0, new PartitionStats(1, 0, Optional.empty())));
    rig.close();
    assertThat(rig.blipstream.stats().partitions()).isEmpty();
  }

  @Test
  void faultThatMayPass_isCountedAsARetry() {
    try (Rig rig = Rig.with(FakeEngine.rejecting(FaultCode.ENGINE_OVERLOADED))) {
      rig.send(Events.event("e-1", Events.caption("c", "caption-01")).build());
      assertThat(rig.blipstream.stats().retries())
          .containsOnly(entry(FaultCode.ENGINE_OVERLOADED, 1L));
    }
  }

  @Test
  void duration_countsWithinTheFirstBoundThatHoldsIt() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(Events.event("e-1", Events.caption("c", "caption-01")).build());
      Durations total = rig.blipstream.stats().prompts().get(PromptStage.TOTAL);
      double seconds = FakeEngine.TIMES.total() / 1e9;
      int bucket = 0;
      while (bucket < Durations.BOUNDS.size() && Durations.BOUNDS.get(bucket) < seconds) {
        bucket++;
      }
      assertThat(total.counts().get(bucket)).isEqualTo(1);
      assertThat(total.mean()).isEqualTo(seconds);
    }
  }

  private static <K, V> java.util.Map.Entry<K, V> entry(K key, V value) {
    return java.util.Map.entry(key, value);
  }
}
