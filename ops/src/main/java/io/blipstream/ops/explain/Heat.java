package io.blipstream.ops.explain;

import io.blipstream.runtime.explain.ExplainedPicture;
import io.blipstream.runtime.explain.Gaze;
import io.blipstream.runtime.image.Region;
import java.util.Arrays;
import java.util.List;

/**
 * How much of the attention falls on each place of a picture, as a multiple of an even share. Of
 * the last cross-attention layer: it is the last look before the language model gets the queries.
 */
final class Heat {
  private final int side;
  private final double[] patches;

  /** In the picture's own pixels. */
  private final Region region;

  private final int width;
  private final int height;

  private Heat(int side, double[] patches, Region region, int width, int height) {
    this.side = side;
    this.patches = patches;
    this.region = region;
    this.width = width;
    this.height = height;
  }

  static Heat of(Gaze gaze, ExplainedPicture picture) {
    float[] shares = gaze.mean(gaze.layers() - 1);
    double[] patches = new double[shares.length];
    for (int i = 0; i < patches.length; i++) {
      patches[i] = shares[i] / gaze.even();
    }
    return new Heat(
        gaze.side(),
        patches,
        picture.region(),
        picture.picture().width(),
        picture.picture().height());
  }

  /**
   * What this one has beyond the mean of all, patch by patch; less than nothing where it has less.
   */
  Heat beyond(List<Heat> all) {
    double[] beyond = patches.clone();
    for (Heat each : all) {
      for (int i = 0; i < beyond.length; i++) {
        beyond[i] -= each.patches[i] / all.size();
      }
    }
    return new Heat(side, beyond, region, width, height);
  }

  /** At the patch that gets most; of what is beyond the mean, at the one that differs most. */
  double most() {
    return Arrays.stream(patches).map(Math::abs).max().orElseThrow();
  }

  /**
   * Of what is beyond the mean: the share of all attention that lies elsewhere, 0 to 1. Half the
   * sum of the differences, as of two distributions.
   */
  double moved() {
    return Arrays.stream(patches).map(Math::abs).sum() / (1 + patches.length) / 2;
  }

  /**
   * Between the middles of the patches, straight lines; 0 where the network saw nothing.
   *
   * @param x 0 at the picture's left edge, 1 at its right
   * @param y 0 at its top, 1 at its bottom
   */
  double at(double x, double y) {
    double across = (x * width - region.left()) / region.width();
    double down = (y * height - region.top()) / region.height();
    if (across < 0 || across > 1 || down < 0 || down > 1) {
      return 0;
    }
    double column = Math.max(0, Math.min(side - 1, across * side - 0.5));
    double row = Math.max(0, Math.min(side - 1, down * side - 0.5));
    int left = (int) column;
    int top = (int) row;
    int right = Math.min(left + 1, side - 1);
    int bottom = Math.min(top + 1, side - 1);
    double upper = between(patch(top, left), patch(top, right), column - left);
    double lower = between(patch(bottom, left), patch(bottom, right), column - left);
    return between(upper, lower, row - top);
  }

  private double patch(int row, int column) {
    return patches[row * side + column];
  }

  private static double between(double from, double to, double part) {
    return from + (to - from) * part;
  }
}
