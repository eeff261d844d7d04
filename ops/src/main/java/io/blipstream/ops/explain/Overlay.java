package io.blipstream.ops.explain;

import io.blipstream.runtime.image.DecodedImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A picture, and the same under heat. */
final class Overlay {
  /** Longer side of what is shown, in pixels: a phone's picture would make a page of megabytes. */
  static final int SIDE = 340;

  /** From no heat to the most: black, violet, red, orange, pale yellow. */
  static final int[][] HEAT = {
    {0, 0, 0}, {80, 18, 123}, {212, 58, 76}, {251, 155, 6}, {252, 255, 190}
  };

  /** From less over alike to more: blue, grey, orange. */
  static final int[][] DIFFERENCE = {{40, 110, 255}, {110, 110, 110}, {255, 130, 20}};

  private Overlay() {}

  /** The picture alone, its longer side {@value #SIDE} pixels. */
  static BufferedImage plain(DecodedImage picture) {
    double scale = (double) SIDE / Math.max(picture.width(), picture.height());
    int width = Math.max(1, (int) Math.round(picture.width() * scale));
    int height = Math.max(1, (int) Math.round(picture.height() * scale));
    BufferedImage shown = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = shown.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(raw(picture), 0, 0, width, height, null);
    graphics.dispose();
    return shown;
  }

  private static BufferedImage raw(DecodedImage picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = picture.rgb();
    for (int y = 0, i = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++, i += 3) {
        image.setRGB(
            x, y, ((rgb[i] & 0xff) << 16) | ((rgb[i + 1] & 0xff) << 8) | (rgb[i + 2] & 0xff));
      }
    }
    return image;
  }

  /**
   * @param most heat that gets the brightest colour, the same for all that is compared
   */
  static BufferedImage heated(BufferedImage plain, Heat heat, double most) {
    return over(plain, HEAT, (x, y) -> heat.at(x, y) / most);
  }

  /**
   * @param most difference that gets the full colour
   */
  static BufferedImage diverged(BufferedImage plain, Heat difference, double most) {
    return over(plain, DIFFERENCE, (x, y) -> (1 + difference.at(x, y) / most) / 2);
  }

  /** What the colours mean: the least on the left, the most on the right. */
  static BufferedImage scale(int[][] colours, int width, int height) {
    BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      grey.setRGB(i % width, i / width, 0xa0a0a0);
    }
    return over(grey, colours, (x, y) -> x);
  }

  /** What to show at a place, 0 to 1 of the colours; places run from 0 to 1 across and down. */
  private interface Shares {
    double at(double x, double y);
  }

  private static BufferedImage over(BufferedImage plain, int[][] colours, Shares shares) {
    int width = plain.getWidth();
    int height = plain.getHeight();
    BufferedImage over = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double share = shares.at((x + 0.5) / width, (y + 0.5) / height);
        over.setRGB(x, y, blended(plain.getRGB(x, y), colours, Math.max(0, Math.min(1, share))));
      }
    }
    return over;
  }

  /** Colours under the heat would be mistaken for it: only the picture's light and dark stay. */
  private static int blended(int rgb, int[][] colours, double share) {
    double light =
        0.299 * ((rgb >> 16) & 0xff) + 0.587 * ((rgb >> 8) & 0xff) + 0.114 * (rgb & 0xff);
    double strength = colours == HEAT ? share : Math.abs(2 * share - 1);
    double weight = 0.3 + 0.55 * strength;
    int blended = 0;
    for (int channel = 0; channel < 3; channel++) {
      double colour = colour(colours, share, channel);
      blended = (blended << 8) | (int) Math.round(light * (1 - weight) + colour * weight);
    }
    return blended;
  }

  private static double colour(int[][] colours, double share, int channel) {
    double place = share * (colours.length - 1);
    int from = Math.min((int) place, colours.length - 2);
    double part = place - from;
    return colours[from][channel] * (1 - part) + colours[from + 1][channel] * part;
  }
}
