package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.FILE_NOT_FOUND;
import static io.blipstream.runtime.fault.FaultCode.IMAGE_TOO_LARGE;

import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures by the paths that people write.
 *
 * @param folders where a relative path is looked for, in order
 * @param largestBytes larger files are refused unread
 */
public record PictureFiles(List<Path> folders, int largestBytes) {
  /** The pictures of one request, or why it has none. */
  public record Pictures(List<ByteBuffer> buffers, Optional<Fault> fault) {}

  /** A picture's bytes, or why they are not taken. */
  private sealed interface Picture {
    record Bytes(ByteBuffer buffer) implements Picture {}

    record Refused(Fault fault) implements Picture {}
  }

  public PictureFiles {
    folders = List.copyOf(folders);
  }

  /** The pictures that are asked about, or the first one's fault. */
  public Pictures read(Ask ask) {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (String image : ask.images()) {
      Picture picture = read(image);
      if (picture instanceof Picture.Refused refused) {
        return new Pictures(List.of(), Optional.of(refused.fault()));
      }
      buffers.add(((Picture.Bytes) picture).buffer());
    }
    return new Pictures(buffers, Optional.empty());
  }

  private Picture read(String image) {
    Optional<Path> path = found(image);
    if (path.isEmpty()) {
      return refused(FILE_NOT_FOUND, "no picture " + image);
    }
    try (InputStream stream = Files.newInputStream(path.get())) {
      // Reading stops one byte behind the bound: a size asked for beforehand is 0 for a pipe.
      byte[] bytes = stream.readNBytes(largestBytes + 1);
      return bytes.length > largestBytes
          ? refused(IMAGE_TOO_LARGE, "the picture is larger than " + largestBytes + " bytes")
          : new Picture.Bytes(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    } catch (IOException e) {
      return refused(FILE_NOT_FOUND, "cannot read picture " + image + ": " + e.getMessage());
    }
  }

  private static Picture refused(FaultCode code, String message) {
    return new Picture.Refused(new Fault(code, message));
  }

  /** Empty also where the text cannot be a path. */
  private Optional<Path> found(String image) {
    try {
      return folders.stream()
          .map(folder -> folder.resolve(image))
          .filter(path -> Files.exists(path) && !Files.isDirectory(path))
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
