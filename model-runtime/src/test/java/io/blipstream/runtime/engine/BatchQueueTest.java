package io.blipstream.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.engine.PreparedRequest.PreparedPrompt;
import io.blipstream.runtime.model.PromptTokens;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void batchClosesFullOfPictures() throws InterruptedException {
    BatchQueue queue = new BatchQueue(3, 100, LONG, 100);
    for (int i = 0; i < 7; i++) {
      queue.add(request(1));
    }
    assertThat(queue.take()).hasSize(3);
    assertThat(queue.take()).hasSize(3);
  }

  @Test
  void batchClosesFullOfPrompts() throws InterruptedException {
    BatchQueue queue = new BatchQueue(100, 8, LONG, 100);
    for (int i = 0; i < 4; i++) {
      queue.add(request(4));
    }
    assertThat(queue.take()).hasSize(2);
  }

  @Test
  void loneRequestGoesWhenItHasLingered() throws InterruptedException {
    BatchQueue queue = new BatchQueue(3, 100, Duration.ofMillis(1), 100);
    queue.add(request(1));
    assertThat(queue.take()).hasSize(1);
  }

  @Test
  void fullQueueTakesNoMore() {
    BatchQueue queue = new BatchQueue(3, 100, LONG, 2);
    assertThat(queue.add(request(1))).isTrue();
    assertThat(queue.add(request(1))).isTrue();
    assertThat(queue.add(request(1))).isFalse();
  }

  @Test
  void orderOfArrivalIsKept() throws InterruptedException {
    BatchQueue queue = new BatchQueue(2, 100, LONG, 100);
    PreparedRequest first = request(1);
    PreparedRequest second = request(2);
    queue.add(first);
    queue.add(second);
    assertThat(queue.take()).containsExactly(first, second);
  }

  static PreparedRequest request(int prompts) {
    Prompt prompt = new Prompt("what?", DecodingOptions.DEFAULT);
    return new PreparedRequest(
        new PendingRequest(
            new ImageRequest(
                "feed",
                Lane.STANDARD,
                Optional.empty(),
                List.of(ByteBuffer.allocate(1)),
                Collections.nCopies(prompts, prompt))),
        List.of(new PreparedRequest.Frame(new ImageFacts("00", "png", 1, 1, 1), new float[0])),
        Collections.nCopies(
            prompts,
            new PreparedPrompt.Tokens(
                new PromptTokens(new long[1], new long[1]),
                new DecodingTask(DecodingOptions.DEFAULT, List.of()))),
        0);
  }
}
