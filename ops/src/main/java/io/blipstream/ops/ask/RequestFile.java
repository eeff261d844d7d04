package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.FILE_NOT_FOUND;
import static io.blipstream.runtime.fault.FaultCode.REQUEST_INVALID;

import io.blipstream.runtime.fault.FatalException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of requests, one JSON object a line, read as it is needed: it may be of any length. Blank
 * lines are passed over. Used by one thread.
 */
public final class RequestFile implements AutoCloseable {
  /** In bytes: a request beyond this is no request. */
  static final int LONGEST_LINE = 1 << 18;

  private final Path path;
  private final InputStream in;
  private long number;

  private RequestFile(Path path, InputStream in) {
    this.path = path;
    this.in = in;
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
      return new RequestFile(path, new BufferedInputStream(Files.newInputStream(path)));
    } catch (IOException e) {
      throw new FatalException(FILE_NOT_FOUND, "no readable request file " + path, e);
    }
  }

  /**
   * The next request; empty at the end.
   *
   * @throws FatalException with {@link io.blipstream.runtime.fault.FaultCode#REQUEST_INVALID} and
   *     the number of the line, where it is no request; the next call goes on behind it. With
   *     another code where the file cannot be read on
   */
  public Optional<Ask> next() {
    try {
      for (Optional<String> line = line(); line.isPresent(); line = line()) {
        if (!line.get().isBlank()) {
          return Optional.of(RequestLine.parsed(line.get(), number));
        }
      }
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw new FatalException(REQUEST_INVALID, "line " + number + " is not UTF-8", e);
    } catch (IOException e) {
      throw new FatalException(FILE_NOT_FOUND, "cannot read " + path + " further", e);
    }
  }

  /** Number of the line that was read last, from 1. */
  public long lineNumber() {
    return number;
  }

  /** A line is decoded alone, so that broken bytes in one do not cost the others. */
  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    number++;
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    long length = 0;
    for (; b >= 0 && b != '\n'; b = in.read()) {
      // What is too long is read to its end and not kept.
      if (length++ < LONGEST_LINE) {
        line.write(b);
      }
    }
    if (length > LONGEST_LINE) {
      throw new FatalException(
          REQUEST_INVALID, "line " + number + " is longer than " + LONGEST_LINE + " bytes");
    }
    return Optional.of(
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString());
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new FatalException(FILE_NOT_FOUND, "cannot close " + path, e);
    }
  }
}
