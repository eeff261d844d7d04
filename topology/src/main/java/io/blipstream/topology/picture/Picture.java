package io.blipstream.topology.picture;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A picture as an event gives it. */
public sealed interface Picture {
  /** Bytes that are kept for it. */
  long bytes();

  /** Its bytes, encoded; read, never changed. */
  record Encoded(ByteBuffer buffer) implements Picture {
    public Encoded {
      requireNonNull(buffer, "buffer");
    }

    @Override
    public long bytes() {
      return buffer.remaining();
    }
  }

  /**
   * Where its bytes are.
   *
   * @param uri a stranger's text
   * @param sha256 that they must have, lower-case hexadecimal
   */
  record Addressed(String uri, Optional<String> sha256) implements Picture {
    public Addressed {
      requireNonNull(uri, "uri");
      requireNonNull(sha256, "sha256");
    }

    @Override
    public long bytes() {
      return 0;
    }

    /** Without the address: a presigned one is a secret. */
    @Override
    public String toString() {
      return "Addressed";
    }
  }
}
