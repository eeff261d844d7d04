package io.blipstream.runtime.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where the pictures of a data set lie.
 *
 * @param folder that all of them lie below; a row cannot name one outside it
 * @param pattern path of a row's picture with columns in braces
 */
record Pictures(Path folder, String pattern) {
  /** Frames of a clip that are looked at, evenly spread, as the paper does it. */
  static final int FRAMES = 4;

  private static final int MOST_FILES = 100_000;
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".webp", ".bmp");

  /** The row's picture, the pictures it lists as {@code frames}, or those in its folder. */
  List<Path> of(Row row) {
    List<String> listed = row.texts("frames");
    if (!listed.isEmpty()) {
      return listed.stream().map(this::inside).toList();
    }
    Path path = inside(row.filled(pattern));
    if (Files.isDirectory(path)) {
      return frames(path);
    }
    return List.of(path);
  }

  private Path inside(String name) {
    try {
      Path path = folder.resolve(name).normalize();
      if (!path.startsWith(folder.normalize())) {
        throw new BrokenRow("names a picture outside its folder");
      }
      if (!Files.exists(path)) {
        throw new BrokenRow("names a picture that is not there: " + name);
      }
      return path;
    } catch (InvalidPathException e) {
      throw new BrokenRow("names no path: " + name);
    }
  }

  private static List<Path> frames(Path clip) {
    try (Stream<Path> files = Files.list(clip)) {
      List<Path> all = files.limit(MOST_FILES).filter(Pictures::isPicture).sorted().toList();
      if (all.isEmpty()) {
        throw new BrokenRow("names a clip without frames: " + clip.getFileName());
      }
      List<Path> kept = new ArrayList<>();
      for (int i = 0; i < Math.min(FRAMES, all.size()); i++) {
        kept.add(all.get(i * all.size() / Math.min(FRAMES, all.size())));
      }
      return kept;
    } catch (IOException e) {
      throw new BrokenRow("names a clip that cannot be read: " + clip.getFileName());
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
