package io.blipstream.runtime.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Writes small safetensors files for tests. */
final class SafeTensorsWriter {
  private final StringJoiner header = new StringJoiner(",", "{", "}");
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  SafeTensorsWriter floats(String name, List<Integer> shape, float... values) {
    byte[] bytes = new byte[4 * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return raw(name, "F32", shape, bytes);
  }

  /** 16-bit patterns, whatever type they stand for. */
  SafeTensorsWriter shorts(String name, String dtype, List<Integer> shape, int... patterns) {
    byte[] bytes = new byte[2 * patterns.length];
    for (int i = 0; i < patterns.length; i++) {
      bytes[2 * i] = (byte) patterns[i];
      bytes[2 * i + 1] = (byte) (patterns[i] >> 8);
    }
    return raw(name, dtype, shape, bytes);
  }

  SafeTensorsWriter raw(String name, String dtype, List<Integer> shape, byte[] bytes) {
    int begin = data.size();
    data.writeBytes(bytes);
    header.add(
        "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
            .formatted(name, dtype, new ArrayList<>(shape), begin, data.size()));
    return this;
  }

  byte[] bytes() {
    return bytes(header.toString(), data.toByteArray());
  }

  static byte[] bytes(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
