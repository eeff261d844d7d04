package io.blipstream.runtime.tuning;

import io.blipstream.runtime.data.SplitCheck;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImagePreprocessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * What the frozen image encoder says of pictures, computed once and kept on disk: one file of fp32
 * for each picture, named by the digest of its bytes. For an encoder that learns, what is kept are
 * the prepared pictures themselves. Of one thread.
 */
public final class PictureFeatures {
  private static final int BATCH = 16;
  private static final long LARGEST_FILE = 64L << 20;

  private final Path folder;
  private final Map<Path, Path> files = new HashMap<>();

  /**
   * @param folder of one image encoder and one way of preparing pictures; others need their own
   */
  public PictureFeatures(Path folder) {
    this.folder = folder;
  }

  /**
   * Computes what is not on disk yet.
   *
   * @param look what is kept of some prepared pictures, one after the other
   * @param progress is told how many pictures are done
   * @throws FatalException FILE_NOT_FOUND, IMAGE_UNDECODABLE, IMAGE_TOO_LARGE
   */
  public void prepare(
      Collection<Path> pictures,
      Function<List<float[]>, float[]> look,
      ImageDecoder decoder,
      ImagePreprocessor preprocessor,
      IntConsumer progress) {
    try {
      Files.createDirectories(folder);
      List<Path> missing = new ArrayList<>();
      List<float[]> pixels = new ArrayList<>();
      int done = 0;
      for (Path picture : pictures) {
        Path file = folder.resolve(SplitCheck.digest(picture) + ".f32");
        files.put(picture, file);
        if (!Files.exists(file)) {
          missing.add(file);
          pixels.add(
              preprocessor.pixels(decoder.decode(ByteBuffer.wrap(Files.readAllBytes(picture)))));
        }
        if (missing.size() == BATCH) {
          write(missing, pixels, look);
        }
        progress.accept(++done);
      }
      write(missing, pixels, look);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot keep features in " + folder, e);
    }
  }

  /**
   * @return [T × Dv], or [3 × S × S] of a prepared picture
   */
  public float[] of(Path picture) {
    Path file = files.get(picture);
    try {
      if (file == null || Files.size(file) > LARGEST_FILE) {
        throw new IllegalArgumentException("no features were prepared of " + picture);
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      float[] features = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(features);
      return features;
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "features of " + picture + " are gone", e);
    }
  }

  private static void write(
      List<Path> missing, List<float[]> pixels, Function<List<float[]>, float[]> look)
      throws IOException {
    if (missing.isEmpty()) {
      return;
    }
    float[] all = look.apply(pixels);
    int size = all.length / missing.size();
    for (int i = 0; i < missing.size(); i++) {
      ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(all, i * size, size);
      // Whole or not at all: a killed run must not leave half a picture behind.
      Path half = missing.get(i).resolveSibling(missing.get(i).getFileName() + ".part");
      Files.write(half, bytes.array());
      Files.move(half, missing.get(i), StandardCopyOption.REPLACE_EXISTING);
    }
    missing.clear();
    pixels.clear();
  }
}
