package io.blipstream.runtime.explain;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.Region;
import java.util.List;

/**
 * What was said of a picture, and why.
 *
 * @param picture as it was read
 * @param region of it that the network saw, and over which the patches lie
 * @param explanations one per prompt
 */
public record ExplainedPicture(
    DecodedImage picture, Region region, List<Explanation> explanations) {
  public ExplainedPicture {
    requireNonNull(picture, "picture");
    requireNonNull(region, "region");
    explanations = List.copyOf(explanations);
  }
}
