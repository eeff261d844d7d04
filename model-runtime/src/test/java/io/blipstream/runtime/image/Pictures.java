package io.blipstream.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Pictures from the class path, as bytes. */
final class Pictures {
  private Pictures() {}

  static byte[] golden(String name) {
    return resource("/golden/images/" + name);
  }

  /** The names of all pictures of {@link #kind}. */
  static List<String> kinds() {
    return names("/kinds", name -> !name.endsWith(".rgb") && !name.endsWith(".natural"));
  }

  static List<String> golden() {
    return names("/golden/images", name -> true);
  }

  /** What Pillow 13 shows a viewer of this picture, where that is not what the reference reads. */
  static Optional<byte[]> natural(String name) {
    return Pictures.class.getResource("/kinds/" + name + ".natural") == null
        ? Optional.empty()
        : Optional.of(kind(name + ".natural"));
  }

  /** Small pictures of the kinds that the golden ones leave out, beside what Pillow 13 reads. */
  static byte[] kind(String name) {
    return resource("/kinds/" + name);
  }

  /** Samples of a golden picture that Pillow 13 has resized and cropped. */
  static byte[] crop(String name) {
    return resource("/crops/" + name);
  }

  private static List<String> names(String folder, Predicate<String> wanted) {
    try (Stream<Path> files = Files.list(Path.of(Pictures.class.getResource(folder).toURI()))) {
      return files.map(file -> file.getFileName().toString()).filter(wanted).sorted().toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] resource(String path) {
    try (InputStream in = Pictures.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
