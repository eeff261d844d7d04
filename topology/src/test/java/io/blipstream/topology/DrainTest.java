package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.topology.watermark.CommitMode;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

/** The test driver commits after every record. */
class DrainTest {
  private final FakeEngine engine = FakeEngine.byHand();

  @Test
  void commitWaitsUntilAllThatIsPendingIsForwarded() {
    try (Rig rig = rig()) {
      CompletableFuture<Void> answering =
          CompletableFuture.runAsync(
              () -> {
                while (engine.calls.isEmpty()) {
                  Thread.onSpinWait();
                }
                engine.calls.get(0).answer();
              });
      rig.send(event("e0", caption("c", "caption-01")).build());
      answering.join();

      assertThat(rig.caption().getEventId()).isEqualTo("e0");
    }
  }

  @Test
  void commitOfATaskThatWasGivenUp_isRefusedAndWaitsForNothing() {
    Rig rig = rig();
    CompletableFuture<Void> failing =
        CompletableFuture.runAsync(
            () -> {
              while (engine.calls.isEmpty()) {
                Thread.onSpinWait();
              }
              engine
                  .calls
                  .get(0)
                  .reply()
                  .completeExceptionally(new RetriableException(FaultCode.ENGINE_CLOSED, "closed"));
            });

    assertThatThrownBy(() -> rig.send(event("e0", caption("c", "caption-01")).build()))
        .isInstanceOf(TaskMigratedException.class);
    failing.join();
    assertThatThrownBy(() -> rig.send(event("e1", caption("c", "caption-01")).build()))
        .isInstanceOf(TaskMigratedException.class);
    assertThat(rig.captions()).isEmpty();
  }

  private Rig rig() {
    return Rig.with(
        engine,
        settings ->
            settings.withEnrichment(settings.enrichment().withCommitMode(CommitMode.DRAIN)));
  }
}
