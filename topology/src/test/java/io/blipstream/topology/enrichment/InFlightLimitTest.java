package io.blipstream.topology.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
  @Property(tries = 200)
  void everythingIsGivenBackWhateverTheOrderOfCompletion(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 50) Integer> sizes,
      @ForAll long seed) {
    InFlightLimit limit = limit(8, 100);
    List<InFlightLimit.Permit> held = new ArrayList<>();
    Random order = new Random(seed);
    for (int size : sizes) {
      Optional<InFlightLimit.Permit> permit = limit.tryAcquire(size, false);
      while (permit.isEmpty()) {
        InFlightLimit.Permit done = held.remove(order.nextInt(held.size()));
        done.release();
        done.release();
        permit = limit.tryAcquire(size, false);
      }
      held.add(permit.get());
      assertThat(limit.events()).isEqualTo(held.size()).isLessThanOrEqualTo(8);
      assertThat(limit.bytes()).isLessThanOrEqualTo(100);
    }
    Collections.shuffle(held, order);
    held.forEach(InFlightLimit.Permit::release);

    assertThat(limit.events()).isZero();
    assertThat(limit.bytes()).isZero();
  }

  @Test
  void eventLargerThanTheLimitPassesAlone() {
    InFlightLimit limit = limit(8, 100);
    InFlightLimit.Permit large = limit.tryAcquire(1_000, false).orElseThrow();

    assertThat(limit.tryAcquire(0, false)).isEmpty();
    large.release();
    assertThat(limit.tryAcquire(0, false)).isPresent();
    assertThat(limit.tryAcquire(1_000, false)).isEmpty();
  }

  @Test
  void urgentEventFindsRoomWhereOthersHaveFilledIt_andNotWithoutEnd() {
    InFlightLimit limit = limit(16, 1_600);
    for (int i = 0; i < 16; i++) {
      assertThat(limit.tryAcquire(100, false)).isPresent();
    }
    assertThat(limit.tryAcquire(100, false)).isEmpty();

    assertThat(limit.tryAcquire(100, true)).isPresent();
    assertThat(limit.tryAcquire(100, true)).isPresent();
    assertThat(limit.tryAcquire(100, true)).isEmpty();
  }

  @Test
  void releaseWakesWhoWaits() throws InterruptedException {
    InFlightLimit limit = limit(1, 100);
    InFlightLimit.Permit only = limit.tryAcquire(1, false).orElseThrow();
    CompletableFuture<Void> releasing = CompletableFuture.runAsync(only::release);

    while (limit.tryAcquire(1, false).isEmpty()) {
      limit.awaitRelease(Duration.ofMillis(5));
    }
    releasing.join();
    assertThat(limit.events()).isEqualTo(1);
  }

  private static InFlightLimit limit(int events, long bytes) {
    return new InFlightLimit(new InFlightBounds(events, bytes, 1, 1, 1));
  }
}
