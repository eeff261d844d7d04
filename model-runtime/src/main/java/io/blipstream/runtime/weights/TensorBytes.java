package io.blipstream.runtime.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** A tensor's bytes, piece by piece and without holding the whole. */
final class TensorBytes {
  /** Large enough for the disk, small enough beside any checkpoint; a multiple of every type. */
  static final int PIECE = 8 << 20;

  /** What is done with a piece. */
  interface Taker {
    /**
     * @param begin first byte of the piece, from the tensor's start
     * @param count of the bytes that now stand at the buffer's start
     */
    void take(long begin, int count) throws IOException;
  }

  private TensorBytes() {}

  /**
   * @param buffer is filled anew for each piece
   */
  static void each(TensorEntry tensor, ByteBuffer buffer, Taker taker) throws IOException {
    try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
      for (long begin = 0; begin < tensor.bytes(); begin += buffer.capacity()) {
        int count = (int) Math.min(buffer.capacity(), tensor.bytes() - begin);
        fill(channel, tensor.begin() + begin, buffer.clear().limit(count));
        taker.take(begin, count);
      }
    }
  }

  /** Whether two tensors are the same bytes of the same type. */
  static boolean equal(TensorEntry a, TensorEntry b) throws IOException {
    if (a.type() != b.type() || a.bytes() != b.bytes()) {
      return false;
    }
    ByteBuffer mine = ByteBuffer.allocate(PIECE);
    ByteBuffer other = ByteBuffer.allocate(PIECE);
    boolean[] equal = {true};
    try (FileChannel channel = FileChannel.open(b.file(), StandardOpenOption.READ)) {
      each(
          a,
          mine,
          (begin, count) -> {
            fill(channel, b.begin() + begin, other.clear().limit(count));
            equal[0] &= mine.flip().equals(other.flip());
          });
    }
    return equal[0];
  }

  private static void fill(FileChannel channel, long position, ByteBuffer buffer)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
  }
}
