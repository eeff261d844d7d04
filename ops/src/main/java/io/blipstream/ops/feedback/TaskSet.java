package io.blipstream.ops.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.schemas.Task;
import java.util.Locale;

/** The data set that a task's corrections go to. */
enum TaskSet {
  CAPTIONS("image captioning", "cider"),
  ANSWERS("image question answering", "exact"),
  QUESTIONS("visual question generation", "cider");

  private final String group;
  private final String metric;

  TaskSet(String group, String metric) {
    this.group = group;
    this.metric = metric;
  }

  static TaskSet of(Task task) {
    return switch (task) {
      case CAPTION -> CAPTIONS;
      case ANSWER -> ANSWERS;
      case QUESTION -> QUESTIONS;
      case UNKNOWN -> throw new IllegalArgumentException("no correction has an unknown task");
    };
  }

  /** Its name. */
  String title() {
    return "feedback-" + name().toLowerCase(Locale.ROOT);
  }

  String file() {
    return name().toLowerCase(Locale.ROOT) + ".jsonl";
  }

  /** Learned by the very words that the model was given: they fill the only slot. */
  ObjectNode declaration() {
    ObjectNode set =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", title())
            .put("group", group)
            .put("form", "rows");
    set.putObject("files").put("rows", file());
    set.putArray("templates").add("{Text}");
    return set.put("metric", metric);
  }
}
