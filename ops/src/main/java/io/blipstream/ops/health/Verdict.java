package io.blipstream.ops.health;

import java.util.List;

/** What a probe answers: good where all checks are. */
record Verdict(List<Check> checks) {
  Verdict {
    checks = List.copyOf(checks);
  }

  boolean good() {
    return checks.stream().allMatch(Check::good);
  }
}
