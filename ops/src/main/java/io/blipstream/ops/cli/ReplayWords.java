package io.blipstream.ops.cli;

import io.blipstream.ops.deadletters.ReplayPlan;
import io.blipstream.ops.deadletters.ReplayReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code replay} says.
 *
 * @param deadlinesOver records that come too late
 */
record ReplayWords(ReplayPlan plan, int deadlinesOver) {
  String planned() {
    List<String> lines = new ArrayList<>();
    lines.add("would put back " + chosen());
    addIf(
        lines, plan.originalsElsewhere(), "have their original in another letter or at its origin");
    addIf(lines, deadlinesOver, "have a deadline that is over; their results will say EXPIRED");
    addLeftOut(lines);
    lines.add("nothing was written; --execute does it");
    return String.join("\n", lines);
  }

  String done(ReplayReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("put back %d of %s".formatted(report.replayed(), chosen()));
    addIf(lines, report.replayedMeanwhile(), "were put back by somebody else meanwhile");
    addIf(lines, report.gone(), "are gone: neither a letter nor the origin has them");
    addIf(lines, report.tooLong(), "are longer than their topic takes");
    addLeftOut(lines);
    return String.join("\n", lines);
  }

  Map<String, Object> plannedJson() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("executed", false);
    view.put("records", plan.records());
    view.put("letters", plan.letters());
    view.put("by_fault", plan.byFault());
    view.put("originals_elsewhere", plan.originalsElsewhere());
    view.put("deadlines_over", deadlinesOver);
    view.put("replayed_before", plan.replayedBefore());
    view.put("foreign", plan.foreign());
    return view;
  }

  Map<String, Object> doneJson(ReplayReport report) {
    Map<String, Object> view = plannedJson();
    view.put("executed", true);
    view.put("replayed", report.replayed());
    view.put("replayed_meanwhile", report.replayedMeanwhile());
    view.put("gone", report.gone());
    view.put("too_long", report.tooLong());
    return view;
  }

  private String chosen() {
    List<String> faults = new ArrayList<>();
    plan.byFault().forEach((fault, count) -> faults.add(fault + " " + count));
    return "%d records (%d dead letters)%s"
        .formatted(
            plan.records(),
            plan.letters(),
            faults.isEmpty() ? "" : ": " + String.join(", ", faults));
  }

  private void addLeftOut(List<String> lines) {
    addIf(
        lines, plan.replayedBefore(), "were put back before and are left out; --again takes them");
    addIf(lines, plan.foreign(), "letters come from topics of others and are left out");
  }

  private static void addIf(List<String> lines, int count, String what) {
    if (count > 0) {
      lines.add("  " + count + " " + what);
    }
  }
}
