package io.blipstream.ops.deadletters;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is taken out of letters. Writes over nothing. */
public final class LetterFiles {
  private LetterFiles() {}

  /**
   * Writes pictures; of several, all after the first get their number into the name. A picture that
   * is given by its address is passed over.
   *
   * @return the files
   */
  public static List<Path> save(List<Optional<ByteBuffer>> pictures, Path file) {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Path own = i == 0 ? file : numbered(file, i + 1);
      pictures.get(i).ifPresent(bytes -> files.add(save(bytes, own)));
    }
    return files;
  }

  /** Writes bytes as they are. */
  public static Path save(ByteBuffer bytes, Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = bytes.duplicate();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      return file;
    } catch (FileAlreadyExistsException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, file + " is there already", e);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, file + " cannot be written", e);
    }
  }

  private static Path numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String with =
        dot <= 0
            ? name + "-" + number
            : name.substring(0, dot) + "-" + number + name.substring(dot);
    return file.resolveSibling(with);
  }
}
