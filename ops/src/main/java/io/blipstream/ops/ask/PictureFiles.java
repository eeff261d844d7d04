package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.FILE_NOT_FOUND;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures by the paths that people write.
 *
 * @param folders where a relative path is looked for, in order
 * @param largestBytes larger files are refused unread
 */
public record PictureFiles(List<Path> folders, int largestBytes) {
  /** A picture's bytes, or why they are not taken. */
  sealed interface Picture {
    record Bytes(ByteBuffer buffer) implements Picture {}

    record Refused(Fault fault) implements Picture {}
  }

  public PictureFiles {
    folders = List.copyOf(folders);
  }

  Picture read(Ask ask) {
    Path path = found(ask);
    try (InputStream stream = Files.newInputStream(path)) {
      // Reading stops one byte behind the bound: a size asked for beforehand is 0 for a pipe.
      byte[] bytes = stream.readNBytes(largestBytes + 1);
      if (bytes.length > largestBytes) {
        return new Picture.Refused(
            new Fault(
                FaultCode.IMAGE_TOO_LARGE,
                "the picture is larger than " + largestBytes + " bytes"));
      }
      return new Picture.Bytes(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    } catch (IOException e) {
      throw new FatalException(
          FILE_NOT_FOUND, ask.located("cannot read picture " + ask.image()), e);
    }
  }

  private Path found(Ask ask) {
    try {
      for (Path folder : folders) {
        Path path = folder.resolve(ask.image());
        if (Files.exists(path) && !Files.isDirectory(path)) {
          return path;
        }
      }
    } catch (InvalidPathException e) {
      throw new FatalException(FILE_NOT_FOUND, ask.located("not a path: " + ask.image()), e);
    }
    throw new FatalException(FILE_NOT_FOUND, ask.located("no picture " + ask.image()));
  }
}
