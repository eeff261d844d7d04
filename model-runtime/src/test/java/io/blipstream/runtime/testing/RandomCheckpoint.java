package io.blipstream.runtime.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.weights.NeededTensors.Need;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A checkpoint of any size with random weights: a golden one's tokenizers, another configuration.
 */
public final class RandomCheckpoint {
  private RandomCheckpoint() {}

  /**
   * @param family whose golden checkpoint it starts from
   * @param change of its configuration
   * @param folder that is empty
   */
  public static void write(String family, Consumer<ObjectNode> change, Path folder)
      throws IOException {
    fill(folder.resolve("model.safetensors"), describe(family, change, folder));
  }

  /**
   * All but the numbers: a file of the right length, whose disk blocks are not there.
   *
   * @return where the numbers would begin
   */
  public static long describe(String family, Consumer<ObjectNode> change, Path folder)
      throws IOException {
    copy(GoldenAnswers.of(family).checkpoint(), folder);
    ObjectMapper mapper = new ObjectMapper();
    Path file = folder.resolve("config.json");
    ObjectNode config = (ObjectNode) mapper.readTree(file.toFile());
    change.accept(config);
    mapper.writeValue(file.toFile(), config);
    resize(mapper, folder.resolve("preprocessor_config.json"), config);
    ObjectNode header = mapper.createObjectNode();
    long end = 0;
    for (Need need : ModelConfig.read(folder).needed().all()) {
      ObjectNode tensor = header.putObject(need.names().get(0));
      tensor.put("dtype", "F32");
      need.shape().forEach(tensor.putArray("shape")::add);
      long begin = end;
      end += 4 * need.shape().stream().reduce(1L, (a, b) -> a * b);
      tensor.putArray("data_offsets").add(begin).add(end);
    }
    String text = header.toString();
    byte[] json = (text + " ".repeat(7 - (text.length() + 7) % 8)).getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile out =
        new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "rw")) {
      out.writeLong(Long.reverseBytes(json.length));
      out.write(json);
      out.setLength(8L + json.length + end);
    }
    return 8L + json.length;
  }

  private static void resize(ObjectMapper mapper, Path file, ObjectNode config) throws IOException {
    ObjectNode preparation = (ObjectNode) mapper.readTree(file.toFile());
    int side = config.path("vision_config").path("image_size").asInt();
    preparation.putObject("size").put("height", side).put("width", side);
    mapper.writeValue(file.toFile(), preparation);
  }

  /** Small values around 0: norms and softmax keep whatever comes of them finite. */
  private static void fill(Path file, long begin) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer piece = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
      for (long at = begin; at < out.size(); at += piece.capacity()) {
        piece.clear();
        while (piece.hasRemaining()) {
          piece.putFloat((random.nextInt() >> 8) * 0x1p-28f);
        }
        out.write(piece.flip().limit((int) Math.min(piece.capacity(), out.size() - at)), at);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!target.endsWith("model.safetensors")) {
          Files.copy(file, target);
        }
      }
    }
  }
}
