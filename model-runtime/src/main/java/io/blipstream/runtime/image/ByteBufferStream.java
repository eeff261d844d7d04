package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A buffer as ImageIO reads it: neither copied, as ImageIO's memory cache would, nor spilled to a
 * file, as its default would. Of one thread.
 */
final class ByteBufferStream extends ImageInputStreamImpl {
  private final ByteBuffer data;
  private boolean exhausted;

  ByteBufferStream(ByteBuffer data) {
    this.data = data;
  }

  /** Whether anybody asked for more bytes than there are. */
  boolean exhausted() {
    return exhausted;
  }

  @Override
  public int read() {
    bitOffset = 0;
    if (streamPos >= data.limit()) {
      exhausted = true;
      return -1;
    }
    return data.get((int) streamPos++) & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= data.limit()) {
      exhausted = true;
      return -1;
    }
    int count = (int) Math.min(length, data.limit() - streamPos);
    data.get((int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return data.limit();
  }
}
