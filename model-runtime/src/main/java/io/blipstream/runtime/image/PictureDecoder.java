package io.blipstream.runtime.image;

import java.nio.ByteBuffer;

/** Encoded pictures in, plain numbers out. Any thread. */
@FunctionalInterface
public interface PictureDecoder {
  /**
   * Decodes what lies between the buffer's position and limit; the buffer is left as it was.
   *
   * @throws io.blipstream.runtime.fault.FatalException where the picture is at fault
   * @throws io.blipstream.runtime.fault.RetriableException where something else is
   */
  DecodedImage decode(ByteBuffer bytes);

  /** Whether threads of this process hang in pictures that were given up. */
  default boolean hangs() {
    return false;
  }
}
