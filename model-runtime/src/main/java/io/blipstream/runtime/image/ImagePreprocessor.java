package io.blipstream.runtime.image;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings a picture into the shape and range that a checkpoint learned on; the numbers are those of
 * the reference's PIL image processor, to the last bit. Any thread.
 */
public final class ImagePreprocessor {
  private static final int CHANNELS = 3;
  private static final int LEVELS = 256;

  private final PreprocessorConfig config;
  private final ResizeMode mode;

  /** Per channel, what each of the 256 levels becomes: the arithmetic is done once, not a pixel. */
  private final float[][] values = new float[CHANNELS][LEVELS];

  /** Of the configuration's own mode. */
  public ImagePreprocessor(PreprocessorConfig config) {
    this(config, config.mode());
  }

  /**
   * @param mode in place of the configuration's
   * @throws IllegalArgumentException where what is cropped is to be no square
   */
  public ImagePreprocessor(PreprocessorConfig config, ResizeMode mode) {
    this.config = requireNonNull(config, "config");
    this.mode = requireNonNull(mode, "mode");
    if (mode != ResizeMode.SQUASH && config.width() != config.height()) {
      throw new IllegalArgumentException(
          "a crop of %d × %d is no square".formatted(config.width(), config.height()));
    }
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

  /**
   * For the network in a checkpoint's folder.
   *
   * @param side of the square that the network reads, in pixels
   * @param mode empty for the checkpoint's own
   * @throws FatalException as {@link PreprocessorConfig#read}, and CHECKPOINT_INVALID where it
   *     makes pictures of another size
   */
  public static ImagePreprocessor of(Path folder, int side, Optional<ResizeMode> mode) {
    PreprocessorConfig made = PreprocessorConfig.read(PreprocessorConfig.in(folder));
    if (!made.resize() || made.width() != side || made.height() != side) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "preprocessor_config.json makes pictures of %d × %d%s, config.json wants %d × %d"
              .formatted(made.width(), made.height(), made.resize() ? "" : " at most", side, side));
    }
    return new ImagePreprocessor(made, mode.orElse(made.mode()));
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
    byte[] rgb = config.resize() ? resized(image) : image.rgb();
    int plane = rgb.length / CHANNELS;
    float[] pixels = new float[rgb.length];
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] value = values[channel];
      int to = channel * plane;
      for (int from = channel; from < rgb.length; from += CHANNELS) {
        pixels[to++] = value[rgb[from] & 0xff];
      }
    }
    return pixels;
  }

  private byte[] resized(DecodedImage image) {
    return PillowResize.bicubic(image.rgb(), CHANNELS, across(image), down(image));
  }

  /** What of a picture is looked at: all of it, or what a crop leaves. */
  public Region region(DecodedImage image) {
    if (!config.resize()) {
      return new Region(0, 0, image.width(), image.height());
    }
    ResizeAxis across = across(image);
    ResizeAxis down = down(image);
    return new Region(across.begin(), down.begin(), across.length(), down.length());
  }

  private ResizeAxis across(DecodedImage image) {
    return mode.axis(image.width(), image.height(), config.width());
  }

  private ResizeAxis down(DecodedImage image) {
    return mode.axis(image.height(), image.width(), config.height());
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
