package io.blipstream.ops.scenes.data;

import io.blipstream.ops.scenes.Layout;
import io.blipstream.ops.scenes.PlacedObject;
import io.blipstream.ops.scenes.Scene;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How scenes that are held out differ from those that are learned on. */
enum Variation {
  NONE,
  /** Things stand further from where they are wont to stand; what is true of them stays true. */
  LAYOUTS,
  /** Striped grounds, of the same colours. */
  GROUNDS,
  /** Grainy pictures. */
  NOISE;

  private static final double LARGEST_MOVED = 0.4;
  private static final int STRIPE = 14;
  private static final int DARKER = 26;
  private static final double GRAIN = 22;

  Scene scene(Scene scene, Random random) {
    if (this != LAYOUTS) {
      return scene;
    }
    List<PlacedObject> moved = new ArrayList<>();
    // All of a row are moved up or down by themselves, and the whole of it a little aside.
    double aside = (random.nextDouble() - .5) * .08;
    for (PlacedObject each : scene.objects()) {
      double size = each.size() > .65 ? each.size() : Math.min(each.size(), LARGEST_MOVED);
      double room = size > .65 ? .1 : .22;
      double x = each.x() + aside;
      double y = each.y() + aside;
      if (scene.layout() == Layout.COLUMN_OF_TWO || scene.layout() == Layout.ONE) {
        x += sign(random) * (room / 2 + random.nextDouble() * room / 2);
      }
      if (scene.layout() != Layout.COLUMN_OF_TWO) {
        y += sign(random) * (room / 2 + random.nextDouble() * room / 2);
      }
      moved.add(new PlacedObject(each.object(), x, y, size));
    }
    return new Scene(scene.background(), scene.layout(), moved);
  }

  /** Changes the ground that things will be drawn on. */
  void ground(BufferedImage image) {
    if (this == GROUNDS) {
      each(image, (x, y, value) -> (x + y) / STRIPE % 2 == 0 ? value : value - DARKER);
    }
  }

  /** Changes the whole picture. */
  void picture(BufferedImage image, Random random) {
    if (this == NOISE) {
      each(image, (x, y, value) -> (int) (value + GRAIN * random.nextGaussian()));
    }
  }

  private interface Change {
    int of(int x, int y, int value);
  }

  private static void each(BufferedImage image, Change change) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int old = image.getRGB(x, y);
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          int value = change.of(x, y, old >> shift & 0xff);
          rgb = rgb << 8 | Math.max(0, Math.min(255, value));
        }
        image.setRGB(x, y, rgb);
      }
    }
  }

  private static int sign(Random random) {
    return random.nextBoolean() ? 1 : -1;
  }
}
