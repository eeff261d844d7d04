package io.blipstream.ops.capacity;

/**
 * What a device takes when its batches are full. The image encoder runs once for each picture, all
 * else once for each instruction: so two rates, of few and of many instructions a picture, say
 * both.
 *
 * @param picture seconds for each picture
 * @param instruction seconds for each instruction on top
 */
public record DeviceCost(double picture, double instruction) {
  public DeviceCost {
    if (!(picture >= 0) || !(instruction > 0)) {
      throw new IllegalArgumentException(
          "a picture takes %s s and an instruction %s s".formatted(picture, instruction));
    }
  }

  /**
   * Of two measurements on one device.
   *
   * @param few instructions a picture
   * @param fewRate instructions answered in a second then
   * @param many instructions a picture, more than {@code few}
   * @param manyRate instructions answered in a second then
   * @throws IllegalArgumentException where more instructions do not take longer
   */
  public static DeviceCost of(double few, double fewRate, double many, double manyRate) {
    double fewSeconds = few / fewRate;
    double manySeconds = many / manyRate;
    double instruction = (manySeconds - fewSeconds) / (many - few);
    return new DeviceCost(Math.max(0, fewSeconds - few * instruction), instruction);
  }

  /** Instructions answered in a second, where each picture has so many. */
  public double rate(double instructions) {
    return instructions / (picture + instructions * instruction);
  }
}
