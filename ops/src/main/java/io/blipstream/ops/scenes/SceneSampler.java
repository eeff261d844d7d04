package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes scenes, the same ones for the same seed. Of one thread. */
public final class SceneSampler {
  private static final Background[] BACKGROUNDS = Background.values();

  /** Every layout by its share: the one with many of the same is a little rarer. */
  private static final Layout[] LAYOUTS = {
    Layout.ONE, Layout.ONE, Layout.ONE,
    Layout.ROW_OF_TWO, Layout.ROW_OF_TWO, Layout.ROW_OF_TWO,
    Layout.COLUMN_OF_TWO, Layout.COLUMN_OF_TWO, Layout.COLUMN_OF_TWO,
    Layout.ROW_OF_THREE, Layout.ROW_OF_THREE, Layout.ROW_OF_THREE,
    Layout.SAME, Layout.SAME
  };

  private static final double[] PAIR = {.26, .74};
  private static final double[] TRIPLE = {.17, .5, .83};
  private static final double[][] FOUR_SPOTS = {{.27, .27}, {.73, .27}, {.27, .73}, {.73, .73}};

  private final List<SceneObject> objects;
  private final Random random;

  public SceneSampler(SceneObjects objects, long seed) {
    this.objects = requireNonNull(objects, "objects").all();
    this.random = new Random(seed);
  }

  /** The next scene. */
  public Scene next() {
    Background background = BACKGROUNDS[random.nextInt(BACKGROUNDS.length)];
    Layout layout = LAYOUTS[random.nextInt(LAYOUTS.length)];
    return new Scene(background, layout, placed(layout));
  }

  private List<PlacedObject> placed(Layout layout) {
    List<PlacedObject> placed = new ArrayList<>();
    switch (layout) {
      case ONE ->
          placed.add(
              new PlacedObject(
                  different(1).get(0), .5 + jitter(.08), .5 + jitter(.08), between(.45, .85)));
      case ROW_OF_TWO -> {
        for (SceneObject object : different(2)) {
          double x = PAIR[placed.size()] + jitter(.03);
          placed.add(new PlacedObject(object, x, .5 + jitter(.08), between(.34, .48)));
        }
      }
      case COLUMN_OF_TWO -> {
        for (SceneObject object : different(2)) {
          double y = PAIR[placed.size()] + jitter(.03);
          placed.add(new PlacedObject(object, .5 + jitter(.08), y, between(.34, .48)));
        }
      }
      case ROW_OF_THREE -> {
        for (SceneObject object : different(3)) {
          double x = TRIPLE[placed.size()] + jitter(.015);
          placed.add(new PlacedObject(object, x, .5 + jitter(.12), between(.27, .33)));
        }
      }
      case SAME -> {
        SceneObject object = different(1).get(0);
        int count = 2 + random.nextInt(3);
        double size = count == 2 ? .42 : count == 3 ? .3 : .4;
        for (double[] spot : spots(count)) {
          placed.add(
              new PlacedObject(
                  object, spot[0] + jitter(.02), spot[1] + jitter(.02), size * between(.92, 1.08)));
        }
      }
    }
    return placed;
  }

  private static double[][] spots(int count) {
    return switch (count) {
      case 2 -> new double[][] {{.27, .5}, {.73, .5}};
      case 3 -> new double[][] {{.17, .5}, {.5, .5}, {.83, .5}};
      default -> FOUR_SPOTS;
    };
  }

  private List<SceneObject> different(int count) {
    List<SceneObject> shuffled = new ArrayList<>(objects);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, count);
  }

  private double jitter(double reach) {
    return between(-reach, reach);
  }

  private double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }
}
