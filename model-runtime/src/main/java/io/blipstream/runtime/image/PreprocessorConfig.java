package io.blipstream.runtime.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.weights.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a checkpoint wants its pictures: its {@code preprocessor_config.json}.
 *
 * @param width of the picture that the vision encoder reads, in pixels
 * @param height likewise
 * @param resample Pillow's number of the resize filter; only {@value #BICUBIC}, bicubic
 * @param resize whether pictures are brought to that size
 * @param mode how pictures of other proportions are
 * @param rescale whether samples are multiplied by the rescale factor
 * @param rescaleFactor of the samples 0 to 255
 * @param normalize whether the mean is taken off and the rest divided by the deviation
 * @param mean per channel: red, green, blue
 * @param deviation per channel, none of them zero
 * @param convertRgb whether pictures of other kinds are brought to RGB; decoding does that always
 */
public record PreprocessorConfig(
    int width,
    int height,
    int resample,
    boolean resize,
    ResizeMode mode,
    boolean rescale,
    double rescaleFactor,
    boolean normalize,
    List<Double> mean,
    List<Double> deviation,
    boolean convertRgb) {
  /** Pillow's number of the bicubic filter. */
  public static final int BICUBIC = 3;

  /** CLIP's, which the reference takes where a file says nothing. */
  private static final List<Double> MEAN = List.of(0.48145466, 0.4578275, 0.40821073);

  private static final List<Double> DEVIATION = List.of(0.26862954, 0.26130258, 0.27577711);

  private static final String WITHIN = "image_processor";
  private static final int LONGEST_SIDE = 4096;
  private static final long LONGEST_FILE = 1 << 20;

  public PreprocessorConfig {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    requireNonNull(mode, "mode");
    require(
        mode == ResizeMode.SQUASH || width == height,
        "a crop of %d × %d is no square".formatted(width, height));
    require(width > 0 && width <= LONGEST_SIDE, "size.width is " + width + ", must be 1 to 4096");
    require(
        height > 0 && height <= LONGEST_SIDE, "size.height is " + height + ", must be 1 to 4096");
    require(resample == BICUBIC, "resample is " + resample + ", only 3 (bicubic) is implemented");
    require(Double.isFinite(rescaleFactor), "rescale_factor is " + rescaleFactor);
    require(mean.size() == 3, "image_mean has " + mean.size() + " values, must have 3");
    require(deviation.size() == 3, "image_std has " + deviation.size() + " values, must have 3");
    require(!deviation.contains(0.0), "image_std holds a zero");
  }

  /**
   * Reads a Hugging Face {@code preprocessor_config.json}.
   *
   * @throws FatalException {@link FaultCode#FILE_NOT_FOUND} or {@link FaultCode#CHECKPOINT_INVALID}
   */
  public static PreprocessorConfig read(Path file) {
    try {
      return of(new ObjectMapper().readTree(text(file)));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, file + ": " + firstLine(e.getMessage()), e);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, file + " cannot be read", e);
    }
  }

  private static byte[] text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, file + " is not there");
    }
    require(Files.size(file) <= LONGEST_FILE, "larger than any configuration");
    return Files.readAllBytes(file);
  }

  /**
   * Where a checkpoint's folder keeps it: in a file of its own, or, as the reference's fifth major
   * version writes it, within {@code processor_config.json}.
   */
  public static Path in(Path folder) {
    Path own = folder.resolve("preprocessor_config.json");
    Path all = folder.resolve("processor_config.json");
    return !Files.isRegularFile(own) && Files.isRegularFile(all) && ConfigNode.read(all).has(WITHIN)
        ? all
        : own;
  }

  /** All but the size has the reference's defaults. */
  private static PreprocessorConfig of(JsonNode file) {
    JsonNode json = file.has(WITHIN) ? file.get(WITHIN) : file;
    boolean crop = crops(json);
    JsonNode size = json.path(crop ? "crop_size" : "size");
    return new PreprocessorConfig(
        (size.isInt() ? size : size.path("width")).asInt(),
        (size.isInt() ? size : size.path("height")).asInt(),
        json.path("resample").asInt(BICUBIC),
        json.path("do_resize").asBoolean(true),
        crop ? ResizeMode.SHORTEST_CENTER_CROP_DOWN : ResizeMode.SQUASH,
        json.path("do_rescale").asBoolean(true),
        json.path("rescale_factor").asDouble(1 / 255.0),
        json.path("do_normalize").asBoolean(true),
        numbers(json, "image_mean", MEAN),
        numbers(json, "image_std", DEVIATION),
        json.path("do_convert_rgb").asBoolean(true));
  }

  /** As the reference's CLIP processor writes it; its BLIP processor knows no crop. */
  private static boolean crops(JsonNode json) {
    JsonNode shortest = json.at("/size/shortest_edge");
    if (shortest.isMissingNode()) {
      return false;
    }
    require(
        json.path("do_center_crop").asBoolean(false),
        "size.shortest_edge without do_center_crop leaves pictures of any proportions");
    require(
        json.at("/crop_size/height").asInt() == shortest.asInt(),
        "size.shortest_edge is another than crop_size, which is not implemented");
    return true;
  }

  private static List<Double> numbers(JsonNode json, String key, List<Double> fallback) {
    if (!json.hasNonNull(key)) {
      return fallback;
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonNode value : json.path(key)) {
      require(value.isNumber(), key + " holds what is not a number");
      numbers.add(value.doubleValue());
    }
    return numbers;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not readable");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
