package io.blipstream.ops.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.topology.routing.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pictures of a version that is being made, one file each, named by their digest. What an
 * earlier version has is linked, not looked for: events expire, and a picture that was learned from
 * once must not go missing in the next version. Of one thread.
 */
final class PictureShelf {
  static final String FOLDER = "pictures";

  private final Path folder;
  private final ImageDecoder decoder;
  private final Map<String, Path> earlier = new HashMap<>();
  private final Map<String, String> resolved = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  /**
   * @param version folder that is being made
   * @param versions earlier ones
   */
  PictureShelf(Path version, List<Path> versions, ImageDecoder decoder) throws IOException {
    folder = Files.createDirectories(version.resolve(FOLDER));
    this.decoder = decoder;
    for (Path each : versions) {
      try (Stream<Path> files = Files.list(each.resolve(FOLDER))) {
        files.forEach(file -> earlier.putIfAbsent(digest(file), file));
      }
      for (JsonNode row : Versions.rows(each)) {
        if (row.has("image")) {
          resolved.put(about(row), digest(Path.of(row.path("image").asText())));
        }
      }
    }
  }

  private static String about(JsonNode row) {
    return row.path("event_id").asText() + ' ' + row.path("id").asText();
  }

  /**
   * The picture that an earlier version found for this event's result, by its digest. Not whatever
   * picture has the digest that a correction names: that may be a clip's first frame, or a
   * stranger's.
   */
  Optional<String> resolved(Correction correction) throws IOException {
    String about = correction.feedback().getEventId() + ' ' + correction.key();
    Optional<String> digest = Optional.ofNullable(resolved.get(about));
    return digest.isPresent() && known(digest.get()).isPresent() ? digest : Optional.empty();
  }

  private static String digest(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /** Its file's name, where it is at hand. */
  Optional<String> known(String digest) throws IOException {
    Path file = earlier.get(digest);
    if (!names.containsKey(digest) && file != null) {
      String name = file.getFileName().toString();
      link(file, folder.resolve(name));
      names.put(digest, name);
    }
    return Optional.ofNullable(names.get(digest));
  }

  /**
   * Puts a picture there.
   *
   * @return its digest; empty where it cannot be decoded, which would end a run of tuning
   */
  Optional<String> put(ByteBuffer picture) throws IOException {
    String digest = Sha256.of(picture);
    if (known(digest).isPresent()) {
      return Optional.of(digest);
    }
    String format;
    try {
      format = decoder.decode(picture.duplicate()).format();
    } catch (FatalException e) {
      return Optional.empty();
    }
    String name = digest + '.' + format;
    try (FileChannel out =
        FileChannel.open(
            folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = picture.duplicate();
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    }
    names.put(digest, name);
    return Optional.of(digest);
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(from, to); // not every file system has links
    }
  }

  int size() {
    return names.size();
  }
}
