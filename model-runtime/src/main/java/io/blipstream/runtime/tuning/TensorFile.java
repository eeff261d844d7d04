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

/** Writes a safetensors file: tensors of our own as fp32, others byte for byte as they were. */
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
        } else {
          float[] values = ((Content.Floats) content).values().get();
          ByteBuffer bytes =
              ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                  .order(ByteOrder.LITTLE_ENDIAN);
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
      boolean copied = content instanceof Content.Copy;
      header.put(
          tensor.getKey(),
          Map.of(
              "dtype",
              copied
                  ? ((Content.Copy) content).entry().type().name().toUpperCase(Locale.ROOT)
                  : "F32",
              "shape",
              copied
                  ? ((Content.Copy) content).entry().shape()
                  : ((Content.Floats) content).shape(),
              "data_offsets",
              List.of(begin, end)));
      begin = end;
    }
    String json = JSON.writeValueAsString(header);
    // Data aligned to eight bytes can be mapped and used as it is.
    String padded = json + " ".repeat((8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8);
    return padded.getBytes(StandardCharsets.UTF_8);
  }
}
