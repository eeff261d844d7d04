package io.blipstream.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.EngineObserver.Batch;
import io.blipstream.runtime.engine.EngineObserver.Spoken;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What whoever watches an engine hears. */
class EngineObserverTest {
  private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
  private final Queue<Spoken> answers = new ConcurrentLinkedQueue<>();

  @Test
  void everyStage_namesTheRequestsOfItsBatch() throws Exception {
    long begin = System.nanoTime();
    try (Rig rig = Rig.on(Rig.SLOW, Mishaps.NONE)) {
      rig.engine.observe(noting());
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        replies.add(rig.engine.submit(request(i, "trace-" + i)));
      }
      replies.add(rig.engine.submit(request(6, "")));
      for (CompletableFuture<Reply> each : replies) {
        assertThat(Rig.reply(each)).isInstanceOf(Reply.Answered.class);
      }
      for (Stage stage : List.of(Stage.DECODE, Stage.VISION)) {
        assertThat(traces(stage)).as("%s", stage).hasSize(6).doesNotHaveDuplicates();
      }
      for (Stage stage : List.of(Stage.QFORMER, Stage.READING)) {
        assertThat(traces(stage)).as("two prompts each, %s", stage).hasSize(12);
      }
      assertThat(batches).anySatisfy(each -> assertThat(each.traces()).hasSizeGreaterThan(1));
      assertThat(answers).hasSize(14);
      assertThat(answers.stream().map(Spoken::trace).filter(trace -> trace.equals("trace-3")))
          .hasSize(2);
      long end = System.nanoTime();
      assertThat(batches)
          .allSatisfy(
              each -> {
                assertThat(each.begin()).isBetween(begin, end);
                assertThat(each.begin() + each.nanos()).isBetween(each.begin(), end);
              });
    }
  }

  @Test
  void pictureThatIsKnown_hasNoBatchOfTheImageEncoder() throws Exception {
    try (Rig rig = Rig.on(Rig.SLOW, Mishaps.NONE)) {
      Rig.reply(rig.engine.submit(request(1, "first")));
      rig.engine.observe(noting());
      Rig.reply(rig.engine.submit(request(1, "second")));
      assertThat(traces(Stage.VISION)).isEmpty();
      assertThat(traces(Stage.READING)).containsOnly("second");
    }
  }

  private EngineObserver noting() {
    return new EngineObserver() {
      @Override
      public void ran(Batch batch) {
        batches.add(batch);
      }

      @Override
      public void said(Spoken answer) {
        answers.add(answer);
      }
    };
  }

  private List<String> traces(Stage stage) {
    return batches.stream()
        .filter(each -> each.stage() == stage)
        .flatMap(each -> each.traces().stream())
        .toList();
  }

  private static ImageRequest request(int picture, String trace) {
    DecodingOptions options = new DecodingOptions(8);
    return new ImageRequest(
        "feed",
        Lane.STANDARD,
        Optional.empty(),
        List.of(ByteBuffer.wrap(Rig.picture(picture))),
        List.of(new Prompt("one", options), new Prompt("two", options)),
        trace);
  }
}
