package io.blipstream.ops.feedback;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the corrections.
 *
 * @param version folder of the version; empty where there is nothing to learn from
 * @param isNew false where that version was there already
 * @param sizes rows by data set
 * @param facts as the manifest tells them
 * @param stale versions that hold what was forgotten since
 */
public record Made(
    Optional<Path> version,
    boolean isNew,
    Map<String, Integer> sizes,
    Map<String, Object> facts,
    List<Path> stale) {
  public Made {
    sizes = Map.copyOf(sizes);
    stale = List.copyOf(stale);
  }
}
