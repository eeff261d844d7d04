package io.blipstream.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NativeCallsTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final NativeCalls calls = new NativeCalls();

  @Test
  void silenceWaitsForTheCallThatRuns() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    var call =
        CompletableFuture.supplyAsync(
            () ->
                calls.make(
                    () -> {
                      begun.countDown();
                      return awaited(end);
                    }));
    begun.await();
    assertThat(calls.silence(SHORT)).isFalse();
    assertThat(calls.<Boolean>make(() -> true)).as("nothing is held up by a vain wait").isTrue();
    end.countDown();
    assertThat(calls.silence(LONG)).isTrue();
    // its own thread completes it, a moment after the call has ended
    assertThat(call.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void silenceLetsNoCallBegin() throws Exception {
    assertThat(calls.silence(SHORT)).isTrue();
    Thread late = new Thread(() -> calls.make(() -> true));
    late.setDaemon(true);
    late.start();
    late.join(200);
    assertThat(late.getState()).isEqualTo(Thread.State.WAITING);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
