package io.blipstream.topology.recipe.moderation;

import io.blipstream.schemas.Instruction;
import java.util.List;
import java.util.Set;

/**
 * What is watched for.
 *
 * @param feeds whose answers count; all where empty
 */
public record ModerationSettings(Set<String> feeds, List<Policy> policies) {
  public ModerationSettings {
    feeds = Set.copyOf(feeds);
    policies = List.copyOf(policies);
  }

  /** What a producer puts into its events. */
  public List<Instruction> asked() {
    return policies.stream().map(each -> each.question().asked()).toList();
  }
}
