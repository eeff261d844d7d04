package io.blipstream.ops.capacity;

/**
 * What is wanted.
 *
 * @param picturesPerDay events, each with one picture
 * @param instructions of each
 * @param peak the busiest minutes of a day as a multiple of its mean
 * @param pictureBytes compressed, as they stand in the event
 */
public record Demand(long picturesPerDay, int instructions, double peak, int pictureBytes) {
  private static final double DAY_SECONDS = 86_400;

  public Demand {
    if (picturesPerDay < 1 || instructions < 1 || !(peak >= 1) || pictureBytes < 0) {
      throw new IllegalArgumentException("a demand without work");
    }
  }

  /** Pictures a second, the mean of the day. */
  public double meanPictures() {
    return picturesPerDay / DAY_SECONDS;
  }

  /** Pictures a second in the busiest minutes. */
  public double pictures() {
    return meanPictures() * peak;
  }

  /** Instructions a second in the busiest minutes. */
  public double requests() {
    return pictures() * instructions;
  }
}
