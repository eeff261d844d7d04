package io.blipstream.runtime.tuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.tuning.TensorFile.Content;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.StoredType;
import io.blipstream.runtime.weights.TensorEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Narrows a checkpoint folder that {@code tune} wrote to fp16: half the disk, half the download.
 * Done when all is learned, never before: what a run goes on from stays as wide as it was learned.
 */
public final class HalfPrecision {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HalfPrecision() {}

  /**
   * Narrows fp32 tensors; narrower ones stay byte for byte. A folder that was narrowed already
   * stays what it is.
   *
   * @param folder of one {@code model.safetensors}
   * @throws FatalException CHECKPOINT_UNSUPPORTED where a number is beyond fp16, FILE_NOT_FOUND
   *     where the folder cannot be written
   */
  public static void narrow(Path folder) {
    try {
      Map<String, Content> tensors = new LinkedHashMap<>();
      CheckpointHeaders.read(folder)
          .tensors()
          .forEach((name, entry) -> tensors.put(name, content(name, entry)));
      Path half = folder.resolve("model.safetensors.part");
      Files.deleteIfExists(half);
      TensorFile.write(half, tensors);
      Files.move(half, folder.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
      say(folder.resolve("config.json"));
    } catch (IOException | UncheckedIOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write into " + folder, e);
    }
  }

  private static Content content(String name, TensorEntry entry) {
    if (entry.type() != StoredType.F32) {
      return new Content.Copy(entry);
    }
    return new Content.Halves(
        entry.shape(),
        () -> {
          try {
            return halves(name, TensorFile.floats(entry));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static short[] halves(String name, float[] values) {
    short[] halves = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      halves[i] = half(values[i]);
      if ((halves[i] & 0x7c00) == 0x7c00) {
        throw new FatalException(
            FaultCode.CHECKPOINT_UNSUPPORTED,
            "%s has a number that fp16 does not hold: %s".formatted(name, values[i]));
      }
    }
    return halves;
  }

  /** The nearest, the even one of two; beyond the largest, infinity. */
  static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int size = bits & 0x7fff_ffff;
    if (size > 0x7f80_0000) {
      return (short) (sign | 0x7e00); // no number
    }
    if (size >= 0x477f_f000) {
      return (short) (sign | 0x7c00);
    }
    if (size < 0x3880_0000) {
      // Below the least normal one steps are of 2^-24; a product with a power of two is exact.
      return (short) (sign | (int) Math.rint(Float.intBitsToFloat(size) * 0x1p24));
    }
    int rounded = size + 0xfff + ((size >>> 13) & 1);
    return (short) (sign | ((rounded - 0x3800_0000) >>> 13));
  }

  /** Libraries that are not told otherwise compute in what the configuration names. */
  private static void say(Path file) throws IOException {
    ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
    config.remove("torch_dtype"); // its name in older releases
    config.put("dtype", "float16");
    Path half = file.resolveSibling("config.json.part");
    JSON.writerWithDefaultPrettyPrinter().writeValue(half.toFile(), config);
    Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
