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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of one safetensors file: eight bytes of header length, a JSON header, then the
 * tensors' bytes, little-endian and row-major. The file is input from strangers: every name, offset
 * and size is checked against the file before anything is read by it.
 */
final class SafeTensors {
  /** The largest published checkpoints have some hundred bytes for each of a thousand tensors. */
  private static final long LARGEST_HEADER = 16L << 20;

  private static final int MOST_DIMENSIONS = 8;

  private SafeTensors() {}

  /**
   * Reads and checks the header.
   *
   * @return by name, in the file's order
   * @throws FatalException FILE_NOT_FOUND or CHECKPOINT_INVALID
   */
  static Map<String, TensorEntry> entries(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long header = size < 8 ? -1 : read(channel, 0, 8).getLong();
      if (header < 2 || header > Math.min(LARGEST_HEADER, size - 8)) {
        throw invalid(file, "its header length is " + header + " in a file of " + size + " bytes");
      }
      ConfigNode json =
          ConfigNode.parse(
              "the header of " + file, read(channel, 8, Math.toIntExact(header)).array());
      Map<String, TensorEntry> entries = entries(file, json.json(), 8 + header, size);
      requireApart(file, entries);
      return entries;
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read " + file + ": " + e, e);
    }
  }

  private static Map<String, TensorEntry> entries(
      Path file, JsonNode header, long base, long fileSize) {
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      String name = field.getKey();
      if (!name.equals("__metadata__")) {
        // names are shown to people: nothing that a terminal would obey may stand in them
        if (!name.matches("[\\x21-\\x7e]{1,256}")) {
          throw invalid(file, "a tensor's name is empty, too long or not printable");
        }
        entries.put(name, entry(file, name, field.getValue(), base, fileSize));
      }
    }
    return entries;
  }

  private static TensorEntry entry(
      Path file, String name, JsonNode node, long base, long fileSize) {
    StoredType type = type(file, name, node.path("dtype").asText());
    JsonNode offsets = node.path("data_offsets");
    JsonNode sides = node.path("shape");
    if (offsets.size() != 2 || !sides.isArray() || sides.size() > MOST_DIMENSIONS) {
      throw invalid(file, "tensor " + name + " has no two offsets or no shape");
    }
    long begin = whole(offsets.get(0));
    long end = whole(offsets.get(1));
    if (begin < 0 || end < begin || end > fileSize - base) {
      throw invalid(file, "tensor " + name + " lies outside the file");
    }
    List<Long> shape = new ArrayList<>();
    sides.forEach(side -> shape.add(whole(side)));
    long bytes = end - begin;
    if (elements(shape) != bytes / type.bytes() || bytes % type.bytes() != 0) {
      throw invalid(file, "tensor " + name + " of shape " + shape + " has " + bytes + " bytes");
    }
    return new TensorEntry(file, type, shape, base + begin, bytes);
  }

  private static StoredType type(Path file, String name, String text) {
    try {
      return StoredType.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw invalid(file, "tensor " + name + " has an unknown dtype");
    }
  }

  /** -1 for whatever is no whole number of 64 bits. */
  private static long whole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : -1;
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

  /** Two tensors over the same bytes: no writer does that, and it lets a small file claim much. */
  private static void requireApart(Path file, Map<String, TensorEntry> entries) {
    List<Map.Entry<String, TensorEntry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(Comparator.comparingLong(entry -> entry.getValue().begin()));
    long end = 0;
    for (Map.Entry<String, TensorEntry> entry : sorted) {
      TensorEntry tensor = entry.getValue();
      if (tensor.bytes() > 0 && tensor.begin() < end) {
        throw invalid(file, "tensor " + entry.getKey() + " overlaps another");
      }
      end = Math.max(end, tensor.begin() + tensor.bytes());
    }
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
