package io.blipstream.runtime.engine;

import static io.blipstream.runtime.engine.Rig.picture;
import static io.blipstream.runtime.engine.Rig.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Lanes and feeds on the real engine, slowed down enough that what waits can be told apart. */
class FairnessTest {
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Reply>> all = new ArrayList<>();

  @Test
  void urgentRequestsOvertakeABacklogOfBulk() throws Exception {
    try (Rig rig = rig()) {
      CountDownLatch begun = new CountDownLatch(20);
      for (int i = 0; i < 200; i++) {
        var unused = submit(rig, "bulk", Lane.BULK, i).whenComplete((r, e) -> begun.countDown());
      }
      begun.await(); // the device is saturated
      for (int i = 0; i < 10; i++) {
        int before = order.size();
        reply(submit(rig, "urgent", Lane.INTERACTIVE, 1_000 + i));
        assertThat(order.size() - before)
            .as("answers between submission and reply, its own included")
            .isLessThanOrEqualTo(40);
      }
      finish();
      assertThat(order.lastIndexOf("urgent")).isLessThan(order.lastIndexOf("bulk"));
    }
  }

  @Test
  void bulkIsNotStarvedByUrgentRequests() throws Exception {
    try (Rig rig = rig()) {
      for (int i = 0; i < 300; i++) {
        var unused = submit(rig, "urgent", Lane.INTERACTIVE, i);
      }
      for (int i = 0; i < 10; i++) {
        var unused = submit(rig, "bulk", Lane.BULK, 1_000 + i);
      }
      finish();
      assertThat(order.indexOf("bulk")).isLessThan(order.lastIndexOf("urgent"));
    }
  }

  @Test
  void feedsShareTheDeviceByTheSquareRootOfTheirBacklog() throws Exception {
    try (Rig rig = rig()) {
      for (int i = 0; i < 400; i++) {
        var unused = submit(rig, "large", Lane.BULK, i);
      }
      for (int i = 0; i < 100; i++) {
        var unused = submit(rig, "small", Lane.BULK, 1_000 + i);
      }
      finish();
      // √400 : √100 is 2 : 1, and stays so while both shrink; in order of arrival it would be 4 : 1
      long small = order.stream().limit(240).skip(60).filter("small"::equals).count();
      assertThat(small).isBetween(45L, 75L);
    }
  }

  private static Rig rig() {
    return Rig.on(
        new SimulatedNetwork("simulated", Rig.SLOW, Mishaps.NONE), Rig.config(1, 8, 4_096));
  }

  private CompletableFuture<Reply> submit(Rig rig, String feed, Lane lane, int number) {
    CompletableFuture<Reply> reply =
        rig.engine.submit(Rig.request(feed, lane, Optional.empty(), picture(number), "what"));
    CompletableFuture<Reply> noted = reply.whenComplete((answered, error) -> order.add(feed));
    all.add(noted);
    return noted;
  }

  private void finish() throws Exception {
    for (CompletableFuture<Reply> one : all) {
      assertThat(reply(one)).isInstanceOf(Reply.Answered.class);
    }
  }
}
