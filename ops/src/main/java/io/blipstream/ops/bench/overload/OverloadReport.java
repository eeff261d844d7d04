package io.blipstream.ops.bench.overload;

import io.blipstream.ops.bench.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of a run, the verdict first. */
final class OverloadReport {
  private OverloadReport() {}

  static Findings of(OverloadPlan plan, Verdict verdict, double capacity, List<String> reasons) {
    List<String> broken = verdict.broken();
    LoadOutcomes outcomes = verdict.outcomes();
    MemoryHalves memory = verdict.memory();
    return new Findings("overload")
        .with("seconds", plan.seconds())
        .with("factor", plan.factor())
        .with("kept", broken.isEmpty())
        .with("broken", broken)
        .with("events", outcomes.events())
        .with("lost", outcomes.lost())
        .with("doubled", outcomes.doubled())
        .with("out_of_order", outcomes.outOfOrder())
        .with("capacity_per_s", capacity)
        .with("sent_factor", verdict.sentFactor())
        .with("capacity_used", verdict.used())
        .with("live_in_time", verdict.liveInTime())
        .with("feeds", feeds(plan, outcomes))
        .with("heap_first_half_mib", memory.first(MemoryHalves.Sample::heap))
        .with("heap_second_half_mib", memory.second(MemoryHalves.Sample::heap))
        .with("resident_first_half_mib", memory.first(MemoryHalves.Sample::resident))
        .with("resident_second_half_mib", memory.second(MemoryHalves.Sample::resident))
        .with("memory_looks", memory.samples().size())
        .with("exit_codes", List.copyOf(verdict.exits()))
        .with("reasons", reasons);
  }

  private static Map<String, Object> feeds(OverloadPlan plan, LoadOutcomes outcomes) {
    Map<String, Object> feeds = new LinkedHashMap<>();
    for (Feed feed : Feed.LOAD) {
      feeds.put(feed.title(), outcomes.account(feed).findings(plan.deadlineSeconds(feed)));
    }
    return feeds;
  }
}
