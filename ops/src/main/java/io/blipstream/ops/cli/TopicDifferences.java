package io.blipstream.ops.cli;

import io.blipstream.ops.topics.Difference;
import io.blipstream.runtime.fault.FaultCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints in what topics differ, and makes an exit code of it. */
record TopicDifferences(Console console, boolean json) {
  void print(List<Difference> differences) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("differences", differences.stream().map(Difference::fields).toList());
      new JsonLines(console.out()).print(object);
    } else if (differences.isEmpty()) {
      console.out().println("all topics are as wanted");
    } else {
      differences.forEach(each -> console.out().println(each.words()));
    }
    console.out().flush();
  }

  /** With the fault on the standard error where there are any. */
  int verdict(List<Difference> differences) {
    if (differences.isEmpty()) {
      return 0;
    }
    console
        .err()
        .println(
            "blipstream: "
                + FaultCode.TOPIC_INVALID
                + ": "
                + differences.size()
                + " differences; `topics apply` makes what is missing and sets what differs,"
                + " partitions only with --partitions");
    console.err().flush();
    return FaultCode.TOPIC_INVALID.exitCode();
  }
}
