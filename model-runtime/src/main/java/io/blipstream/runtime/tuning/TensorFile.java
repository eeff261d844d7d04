package io.blipstream.runtime.tuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.weights.TensorEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Writes a safetensors file: tensors of our own as fp32 or fp16, others as they were. */
final class TensorFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What goes under one name. */
  sealed interface Content {
    long bytes();

    /** Numbers, fetched when their turn comes. */
    record Floats(List<Long> shape, Supplier<float[]> values) implements Content {
      @Override
      public long bytes() {
        return Float.BYTES * shape.stream().reduce(1L, Math::multiplyExact);
      }
    }

    /** The same in fp16, as bits. */
    record Halves(List<Long> shape, Supplier<short[]> values) implements Content {
      @Override
      public long bytes() {
        return Short.BYTES * shape.stream().reduce(1L, Math::multiplyExact);
      }
    }

    /** A tensor of another file. */
    record Copy(TensorEntry entry) implements Content {
      @Override
      public long bytes() {
        return entry.bytes();
      }
    }
  }

  private TensorFile() {}

  static void write(Path file, Map<String, Content> tensors) throws IOException {
    byte[] header = header(tensors);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer head =
          ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
      all(out, head.putLong(header.length).put(header).flip());
      for (Content content : tensors.values()) {
        if (content instanceof Content.Copy copy) {
          copy(copy.entry(), out);
        } else if (content instanceof Content.Halves halves) {
          short[] values = halves.values().get();
          ByteBuffer bytes = buffer(Short.BYTES, values.length);
          bytes.asShortBuffer().put(values);
          all(out, bytes);
        } else if (content instanceof Content.Floats floats) {
          float[] values = floats.values().get();
          ByteBuffer bytes = buffer(Float.BYTES, values.length);
          bytes.asFloatBuffer().put(values);
          all(out, bytes);
        }
      }
      out.force(true);
    }
  }

  /** A tensor of fp32 from a file. */
  static float[] floats(TensorEntry entry) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(entry.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel in = FileChannel.open(entry.file())) {
      while (bytes.hasRemaining() && in.read(bytes, entry.begin() + bytes.position()) >= 0) {
        // until it is full
      }
    }
    float[] values = new float[bytes.capacity() / Float.BYTES];
    bytes.rewind().asFloatBuffer().get(values);
    return values;
  }

  private static void copy(TensorEntry entry, FileChannel out) throws IOException {
    try (FileChannel in = FileChannel.open(entry.file())) {
      for (long at = 0; at < entry.bytes(); ) {
        at += in.transferTo(entry.begin() + at, entry.bytes() - at, out);
      }
    }
  }

  private static ByteBuffer buffer(int width, int count) {
    return ByteBuffer.allocate(Math.multiplyExact(width, count)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void all(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static byte[] header(Map<String, Content> tensors) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt"));
    long begin = 0;
    for (Map.Entry<String, Content> tensor : tensors.entrySet()) {
      Content content = tensor.getValue();
      long end = begin + content.bytes();
      // In an order of its own: that of Map.of differs from process to process.
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", type(content));
      entry.put("shape", shape(content));
      entry.put("data_offsets", List.of(begin, end));
      header.put(tensor.getKey(), entry);
      begin = end;
    }
    String json = JSON.writeValueAsString(header);
    // Data aligned to eight bytes can be mapped and used as it is.
    String padded = json + " ".repeat((8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8);
    return padded.getBytes(StandardCharsets.UTF_8);
  }

  private static String type(Content content) {
    if (content instanceof Content.Copy copy) {
      return copy.entry().type().name().toUpperCase(Locale.ROOT);
    }
    return content instanceof Content.Halves ? "F16" : "F32";
  }

  private static List<Long> shape(Content content) {
    if (content instanceof Content.Copy copy) {
      return copy.entry().shape();
    }
    return content instanceof Content.Halves halves
        ? halves.shape()
        : ((Content.Floats) content).shape();
  }
}
