package io.blipstream.runtime.image;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import java.nio.file.Path;

/**
 * Brings a picture into the shape and range that a checkpoint learned on; the numbers are those of
 * the reference's PIL image processor, to the last bit. Any thread.
 */
public final class ImagePreprocessor {
  private static final int CHANNELS = 3;
  private static final int LEVELS = 256;

  private final PreprocessorConfig config;

  /** Per channel, what each of the 256 levels becomes: the arithmetic is done once, not a pixel. */
  private final float[][] values = new float[CHANNELS][LEVELS];

  public ImagePreprocessor(PreprocessorConfig config) {
    this.config = requireNonNull(config, "config");
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int level = 0; level < LEVELS; level++) {
        values[channel][level] = value(level, channel);
      }
    }
  }

  /**
   * For a checkpoint's {@code preprocessor_config.json}.
   *
   * @throws FatalException as {@link PreprocessorConfig#read}
   */
  public static ImagePreprocessor of(Path file) {
    return new ImagePreprocessor(PreprocessorConfig.read(file));
  }

  /** What it was made from. */
  public PreprocessorConfig config() {
    return config;
  }

  /**
   * The picture as {@code [3, height, width]} numbers, all of red first. Without {@code resize} the
   * height and width are the picture's own.
   */
  public float[] pixels(DecodedImage image) {
    int width = config.resize() ? config.width() : image.width();
    int height = config.resize() ? config.height() : image.height();
    byte[] rgb =
        PillowResize.bicubic(image.rgb(), image.width(), image.height(), CHANNELS, width, height);
    int plane = width * height;
    float[] pixels = new float[CHANNELS * plane];
    for (int i = 0; i < rgb.length; i++) {
      int channel = i % CHANNELS;
      pixels[channel * plane + i / CHANNELS] = values[channel][rgb[i] & 0xff];
    }
    return pixels;
  }

  /** The reference multiplies in double precision, rounds to single and normalises in single. */
  private float value(int level, int channel) {
    float value = config.rescale() ? (float) (level * config.rescaleFactor()) : level;
    if (!config.normalize()) {
      return value;
    }
    float mean = config.mean().get(channel).floatValue();
    float deviation = config.deviation().get(channel).floatValue();
    return (value - mean) / deviation;
  }
}
