package io.blipstream.runtime.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One safetensors file: eight bytes of header length, a JSON header, then the tensors' bytes,
 * little-endian and row-major. The file is input from strangers: every offset and size is checked
 * against the file before anything is mapped.
 */
final class SafeTensors {
  private static final long LARGEST_HEADER = 100L << 20;

  /** Bytes per element by the file's name of the type. */
  private static final Map<String, Integer> ELEMENT_SIZES =
      Map.of(
          "F64", 8, "F32", 4, "F16", 2, "BF16", 2, "I64", 8, "I32", 4, "I16", 2, "I8", 1, "U8", 1,
          "BOOL", 1);

  private final Path file;
  private final Map<String, TensorEntry> entries;

  private SafeTensors(Path file, Map<String, TensorEntry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Reads and checks the header.
   *
   * @throws FatalException FILE_NOT_FOUND or CHECKPOINT_INVALID
   */
  static SafeTensors open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long header = size < 8 ? -1 : read(channel, 0, 8).getLong();
      if (header < 2 || header > Math.min(LARGEST_HEADER, size - 8)) {
        throw invalid(file, "its header length is " + header + " in a file of " + size + " bytes");
      }
      ConfigNode json =
          ConfigNode.parse(
              "the header of " + file, read(channel, 8, Math.toIntExact(header)).array());
      return new SafeTensors(file, entries(file, json.json(), 8 + header, size));
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read " + file + ": " + e, e);
    }
  }

  Map<String, TensorEntry> entries() {
    return entries;
  }

  /** Maps one tensor's bytes; pages are read when they are first touched. */
  ByteBuffer map(TensorEntry entry) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, entry.begin(), entry.bytes())
          .order(ByteOrder.nativeOrder());
    }
  }

  private static Map<String, TensorEntry> entries(
      Path file, JsonNode header, long base, long fileSize) {
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    header
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("__metadata__")) {
                entries.put(
                    field.getKey(), entry(file, field.getKey(), field.getValue(), base, fileSize));
              }
            });
    return entries;
  }

  private static TensorEntry entry(
      Path file, String name, JsonNode node, long base, long fileSize) {
    String dtype = node.path("dtype").asText();
    JsonNode offsets = node.path("data_offsets");
    Integer elementSize = ELEMENT_SIZES.get(dtype);
    if (elementSize == null || !offsets.isArray() || offsets.size() != 2) {
      throw invalid(file, "tensor " + name + " has dtype " + dtype + " or no two offsets");
    }
    long begin = offsets.get(0).asLong(-1);
    long end = offsets.get(1).asLong(-1);
    if (begin < 0 || end < begin || end > fileSize - base) {
      throw invalid(file, "tensor " + name + " lies outside the file");
    }
    List<Long> shape = new ArrayList<>();
    for (JsonNode dimension : node.path("shape")) {
      shape.add(dimension.asLong(-1));
    }
    if (elements(shape) != (end - begin) / elementSize || (end - begin) % elementSize != 0) {
      throw invalid(
          file, "tensor " + name + " of shape " + shape + " has " + (end - begin) + " bytes");
    }
    return new TensorEntry(dtype, shape, base + begin, end - begin);
  }

  /** Number of elements, or -1 for a dimension below 0 or a product beyond any file. */
  private static long elements(List<Long> shape) {
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0 || Math.multiplyHigh(product, dimension) != 0) {
        return -1;
      }
      product *= dimension;
    }
    return product;
  }

  private static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {}
    return buffer.flip();
  }

  private static FatalException invalid(Path file, String why) {
    return new FatalException(FaultCode.CHECKPOINT_INVALID, file + " is broken: " + why);
  }
}
