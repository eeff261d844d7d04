package io.blipstream.runtime.image.process;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.PictureDecoder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The process in which pictures are decoded, one after the other, until its input ends: with the
 * process that asks, it ends too.
 */
public final class DecoderMain {
  private static final int BUFFER = 1 << 16;

  private DecoderMain() {}

  /**
   * @param arguments most bytes, most pixels, longest side, milliseconds, profile
   */
  public static void main(String[] arguments) throws IOException {
    ImageLimits limits =
        new ImageLimits(
            Long.parseLong(arguments[0]),
            Long.parseLong(arguments[1]),
            Integer.parseInt(arguments[2]),
            Duration.ofMillis(Long.parseLong(arguments[3])));
    serve(limits, new ImageDecoder(limits, ImageProfile.valueOf(arguments[4])));
  }

  static void serve(ImageLimits limits, PictureDecoder decoder) throws IOException {
    // A decoder that hangs does not read that nobody asks any more: an orphan would hang for ever.
    ProcessHandle.current()
        .parent()
        .ifPresent(
            parent -> {
              var unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
            });
    // Nothing that a library prints may get between the answers.
    System.setOut(System.err);
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, BUFFER));
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER));
    out.writeByte(Wire.READY);
    out.flush();
    while (true) {
      ByteBuffer picture;
      try {
        picture = Wire.asked(in, limits.maxBytes());
      } catch (EOFException e) {
        return; // nobody asks any more
      }
      try {
        Wire.answer(out, decoder.decode(picture));
      } catch (FatalException e) {
        Wire.refuse(out, e);
      }
    }
  }
}
