package io.blipstream.ops.reset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reset for people and for programs.
 *
 * @param done whether it was executed
 */
public record ResetWords(ResetPlan plan, boolean done) {
  /** One line for each thing that goes, and what follows from it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String verb = done ? "deleted" : "would delete";
    if (plan.isEmpty()) {
      lines.add("nothing to delete for " + plan.application());
      return lines;
    }
    plan.group().ifPresent(group -> lines.add(verb + " group " + group.groupId()));
    plan.offsets()
        .forEach((partition, offset) -> lines.add(verb + " offset " + offset + " of " + partition));
    plan.topics().forEach(topic -> lines.add(verb + " topic " + topic));
    plan.folder().ifPresent(folder -> lines.add(verb + " folder " + folder));
    lines.add(
        "afterwards "
            + plan.application()
            + " reads its image events from their beginning and answers all of them again");
    if (!done) {
      lines.add("nothing was deleted; --yes does it");
    }
    return lines;
  }

  /** The same as fields. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("application", plan.application());
    fields.put("done", done);
    fields.put("group", plan.group().map(group -> group.groupId()).orElse(null));
    Map<String, Long> offsets = new LinkedHashMap<>();
    plan.offsets().forEach((partition, offset) -> offsets.put(partition.toString(), offset));
    fields.put("offsets", offsets);
    fields.put("topics", plan.topics());
    fields.put("folder", plan.folder().map(Object::toString).orElse(null));
    return fields;
  }
}
