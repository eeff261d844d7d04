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
      Picture picture = read(ask, image);
      if (picture instanceof Picture.Refused refused) {
        return new Pictures(List.of(), Optional.of(refused.fault()));
      }
      buffers.add(((Picture.Bytes) picture).buffer());
    }
    return new Pictures(buffers, Optional.empty());
  }

  private Picture read(Ask ask, String image) {
    Path path = found(ask, image);
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
      throw new FatalException(FILE_NOT_FOUND, ask.located("cannot read picture " + image), e);
    }
  }

  private Path found(Ask ask, String image) {
    try {
      for (Path folder : folders) {
        Path path = folder.resolve(image);
        if (Files.exists(path) && !Files.isDirectory(path)) {
          return path;
        }
      }
    } catch (InvalidPathException e) {
      throw new FatalException(FILE_NOT_FOUND, ask.located("not a path: " + image), e);
    }
    throw new FatalException(FILE_NOT_FOUND, ask.located("no picture " + image));
  }
}
