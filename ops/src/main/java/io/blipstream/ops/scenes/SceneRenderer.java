package io.blipstream.ops.scenes;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws scenes as the pictures were drawn that the shipped checkpoint learned on: a shaded ground,
 * things turned a little, some of them mirrored. The randomness is the caller's, so that the same
 * seed gives the same bytes. Any thread.
 */
public final class SceneRenderer {
  /** Side of a picture in pixels, unless told otherwise. */
  public static final int SIDE = 224;

  private static final float JPEG_QUALITY = 0.9f;
  private static final int LEAST_SPRITE = 8;

  /** Kinds without a right way round; a mirrored clock or book would be wrong. */
  private static final Set<String> MIRRORED =
      Set.of("animal", "fruit", "vegetable", "toy", "plant", "weapon");

  private final SceneObjects objects;
  private final int side;

  public SceneRenderer(SceneObjects objects) {
    this(objects, SIDE);
  }

  public SceneRenderer(SceneObjects objects, int side) {
    this.objects = requireNonNull(objects, "objects");
    this.side = side;
  }

  /** The scene as an encoded JPEG. */
  public byte[] jpeg(Scene scene, Random random) {
    return jpeg(image(scene, random));
  }

  /** The scene as pixels. */
  public BufferedImage image(Scene scene, Random random) {
    return image(scene, random, ground -> {});
  }

  /**
   * @param ground may change the ground before things are put on it
   */
  public BufferedImage image(Scene scene, Random random, Consumer<BufferedImage> ground) {
    BufferedImage image = ground(scene.background(), random);
    ground.accept(image);
    for (PlacedObject placed : scene.objects()) {
      int size = Math.max(LEAST_SPRITE, (int) (placed.size() * side));
      Sprite sprite = objects.sprite(placed.object()).resized(size);
      if (random.nextDouble() < .35 && MIRRORED.contains(placed.object().kind())) {
        sprite = sprite.mirrored();
      }
      double angle = between(random, -14, 14);
      if (Math.abs(angle) > 3) {
        sprite = sprite.rotated(angle);
      }
      int left = (int) (placed.x() * side - size / 2.0);
      int top = (int) (placed.y() * side - size / 2.0);
      paste(sprite, image, left, top);
    }
    return image;
  }

  /** The colour, a little off, fading from the upper edge's shade to the lower edge's. */
  private BufferedImage ground(Background background, Random random) {
    int[] colour = background.rgb();
    for (int channel = 0; channel < colour.length; channel++) {
      colour[channel] = clip((int) (colour[channel] + between(random, -14, 14)));
    }
    double upper = between(random, .84, 1.04);
    double lower = between(random, .84, 1.04);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      double share = Math.max(0, Math.min(1, (y + .5) * 2 / side - .5));
      int rgb = 0;
      for (int value : colour) {
        int from = clip((int) (value * upper));
        int to = clip((int) (value * lower));
        rgb = rgb << 8 | (int) (from * (1 - share) + to * share + .5);
      }
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  private void paste(Sprite sprite, BufferedImage image, int left, int top) {
    byte[] rgba = sprite.rgba();
    for (int y = Math.max(0, -top); y < sprite.height() && top + y < side; y++) {
      for (int x = Math.max(0, -left); x < sprite.width() && left + x < side; x++) {
        int at = (y * sprite.width() + x) * 4;
        int alpha = rgba[at + 3] & 0xff;
        int below = image.getRGB(left + x, top + y);
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
          int under = below >> (16 - 8 * channel) & 0xff;
          int over = rgba[at + channel] & 0xff;
          rgb = rgb << 8 | Sprite.by255(under * (255 - alpha) + over * alpha);
        }
        image.setRGB(left + x, top + y, rgb);
      }
    }
  }

  /** A picture as the demo encodes it. */
  public static byte[] jpeg(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static double between(Random random, double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
