package io.blipstream.runtime.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tensors that the reference answered with, out of a safetensors file of float32 only. Apart
 * from the product's own reader on purpose: a fault there must not hide itself here.
 */
public final class GoldenTensors {
  private final JsonNode header;
  private final ByteBuffer data;

  private GoldenTensors(JsonNode header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  /** Of a class path resource, such as {@code /golden/instructblip-t5/golden.safetensors}. */
  public static GoldenTensors load(String resource) {
    try (InputStream in = GoldenTensors.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      byte[] header = new byte[Math.toIntExact(file.getLong())];
      file.get(header);
      return new GoldenTensors(
          new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8)),
          file.slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every name, in the file's order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    header.fieldNames().forEachRemaining(names::add);
    names.remove("__metadata__");
    return names;
  }

  /** The values, row by row. */
  public float[] tensor(String name) {
    JsonNode entry = entry(name);
    if (!entry.path("dtype").asText().equals("F32")) {
      throw new IllegalArgumentException(name + " is not float32");
    }
    int from = entry.path("data_offsets").path(0).asInt();
    int to = entry.path("data_offsets").path(1).asInt();
    float[] values = new float[(to - from) / Float.BYTES];
    data.slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** The sizes, outermost first. */
  public long[] shape(String name) {
    JsonNode shape = entry(name).path("shape");
    long[] sizes = new long[shape.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.path(i).asLong();
    }
    return sizes;
  }

  private JsonNode entry(String name) {
    JsonNode entry = header.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return entry;
  }
}
