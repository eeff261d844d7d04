package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.FILE_NOT_FOUND;
import static io.blipstream.runtime.fault.FaultCode.REQUEST_INVALID;

import io.blipstream.runtime.fault.FatalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of requests, one JSON object a line, read as it is needed: it may be of any length. Blank
 * lines are passed over. Used by one thread.
 */
public final class RequestFile implements AutoCloseable {
  /** A prompt beyond this is no prompt. */
  static final int LONGEST_LINE = 1 << 16;

  private final Path path;
  private final BufferedReader reader;
  private long number;

  private RequestFile(Path path, BufferedReader reader) {
    this.path = path;
    this.reader = reader;
  }

  /**
   * Opens the file.
   *
   * @throws FatalException with {@link io.blipstream.runtime.fault.FaultCode#FILE_NOT_FOUND}
   */
  public static RequestFile open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new FatalException(FILE_NOT_FOUND, "the request file is a folder: " + path);
      }
      return new RequestFile(path, Files.newBufferedReader(path));
    } catch (IOException e) {
      throw new FatalException(FILE_NOT_FOUND, "no readable request file " + path, e);
    }
  }

  /**
   * The next request; empty at the end.
   *
   * @throws FatalException with {@link io.blipstream.runtime.fault.FaultCode#REQUEST_INVALID} and
   *     the number of the line
   */
  public Optional<Ask> next() {
    try {
      for (String line = line(); line != null; line = line()) {
        if (!line.isBlank()) {
          return Optional.of(RequestLine.parsed(line, number));
        }
      }
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw new FatalException(REQUEST_INVALID, path + " is not UTF-8", e);
    } catch (IOException e) {
      throw new FatalException(FILE_NOT_FOUND, "cannot read " + path + " further", e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new FatalException(FILE_NOT_FOUND, "cannot close " + path, e);
    }
  }

  /** BufferedReader's own readLine() takes a line of any length into memory. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    number++;
    for (int c = reader.read(); c != '\n'; c = reader.read()) {
      if (c < 0) {
        return line.isEmpty() ? null : line.toString();
      }
      if (line.length() == LONGEST_LINE) {
        throw new FatalException(
            REQUEST_INVALID, "line " + number + " is longer than " + LONGEST_LINE + " characters");
      }
      line.append((char) c);
    }
    return line.toString();
  }
}
