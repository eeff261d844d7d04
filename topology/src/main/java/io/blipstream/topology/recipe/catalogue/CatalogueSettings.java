package io.blipstream.topology.recipe.catalogue;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Instruction;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Which attributes products have.
 *
 * @param feeds whose answers count; all where empty
 * @param attributes in the order of their columns
 * @param patience how long a change waits for the other attributes before it is written without
 */
public record CatalogueSettings(Set<String> feeds, List<Attribute> attributes, Duration patience) {
  public CatalogueSettings {
    feeds = Set.copyOf(feeds);
    attributes = List.copyOf(attributes);
    requireNonNull(patience, "patience");
  }

  /** What a producer puts into its events. */
  public List<Instruction> asked() {
    return attributes.stream().map(each -> each.question().asked()).toList();
  }
}
