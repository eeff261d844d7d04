package io.blipstream.ops.bench.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.bench.Findings;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Writes a checkpoint folder: the same numbers for the same seed. */
public final class RandomCheckpoint {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private RandomCheckpoint() {}

  /**
   * @param pattern a checkpoint whose tokenizers are taken
   * @param into a folder that is not there yet, or is empty
   * @throws FatalException where it cannot be written
   */
  public static Findings write(
      CheckpointSize size, ValueType type, long seed, Path pattern, Path into) {
    List<Tensor> tensors = TensorNames.of(size);
    try {
      Files.createDirectories(into);
      new CheckpointConfig(size, pattern).write(into, type.label());
      write(tensors, type, seed, into.resolve("model.safetensors"));
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND, "cannot write a checkpoint into " + into + ": " + e, e);
    }
    long values = tensors.stream().mapToLong(Tensor::values).sum();
    return new Findings("make-checkpoint")
        .with("folder", into.toString())
        .with("parameters", values)
        .with("bytes", values * type.bytes());
  }

  private static void write(List<Tensor> tensors, ValueType type, long seed, Path file)
      throws IOException {
    Map<String, Object> entries = new LinkedHashMap<>();
    long at = 0;
    for (Tensor tensor : tensors) {
      long end = at + tensor.values() * type.bytes();
      entries.put(
          tensor.name(),
          Map.of("dtype", type.name(), "shape", tensor.shape(), "data_offsets", List.of(at, end)));
      at = end;
    }
    String json = JSON.writeValueAsString(entries);
    // Numbers begin at a multiple of 8, as the format asks for.
    byte[] header =
        (json + " ".repeat((8 - json.length() % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(seed);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      flush(chunk.putLong(header.length), out);
      flush(ByteBuffer.wrap(header).position(header.length), out);
      for (Tensor tensor : tensors) {
        write(tensor, type, random, chunk, out);
      }
      flush(chunk, out);
    }
  }

  private static void write(
      Tensor tensor, ValueType type, SplittableRandom random, ByteBuffer chunk, FileChannel out)
      throws IOException {
    // Evenly spread numbers have the standard deviation of half their range over the root of 3.
    double range = 2 * Math.sqrt(3) * tensor.spread();
    for (long i = 0; i < tensor.values(); i++) {
      if (chunk.remaining() < Float.BYTES) {
        flush(chunk, out);
      }
      double unit = range == 0 ? 0 : random.nextInt() * 0x1p-32;
      type.put(chunk, (float) (tensor.centre() + range * unit));
    }
  }

  private static void flush(ByteBuffer chunk, FileChannel out) throws IOException {
    chunk.flip();
    while (chunk.hasRemaining()) {
      out.write(chunk);
    }
    chunk.clear();
  }
}
