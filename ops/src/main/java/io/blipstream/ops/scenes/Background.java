package io.blipstream.ops.scenes;

import java.util.Locale;

/** The colours of the ground. */
public enum Background {
  RED(214, 48, 49),
  ORANGE(240, 140, 40),
  YELLOW(245, 215, 70),
  GREEN(60, 160, 80),
  BLUE(50, 100, 200),
  PURPLE(130, 70, 170),
  PINK(245, 170, 195),
  WHITE(245, 245, 245),
  BLACK(25, 25, 28),
  GRAY(130, 132, 136);

  private final int red;
  private final int green;
  private final int blue;

  Background(int red, int green, int blue) {
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  /** As texts say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int[] rgb() {
    return new int[] {red, green, blue};
  }
}
