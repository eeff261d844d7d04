package io.blipstream.runtime.image.process;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageLimits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What the two processes say to each other; neither believes the other a length. */
final class Wire {
  /** A process says it once, when it can decode. */
  static final int READY = 0x52;

  private static final int DECODED = 1;
  private static final int REFUSED = 2;
  private static final int MOST_LETTERS = 500;

  /** What may be said of a picture. */
  private static final Set<FaultCode> REFUSALS =
      EnumSet.of(
          FaultCode.IMAGE_UNDECODABLE, FaultCode.IMAGE_TOO_LARGE, FaultCode.IMAGE_DECODE_EXPENSIVE);

  private Wire() {}

  static void ask(DataOutputStream out, ByteBuffer picture) throws IOException {
    out.writeInt(picture.remaining());
    out.flush();
    ByteBuffer rest = picture.duplicate();
    var channel = Channels.newChannel(out);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    out.flush();
  }

  /** The next picture. */
  static ByteBuffer asked(DataInputStream in, long maxBytes) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > maxBytes) {
      throw new IOException("a picture of " + length + " bytes");
    }
    byte[] picture = new byte[length];
    in.readFully(picture);
    return ByteBuffer.wrap(picture);
  }

  static void answer(DataOutputStream out, DecodedImage image) throws IOException {
    out.writeByte(DECODED);
    out.writeInt(image.width());
    out.writeInt(image.height());
    out.writeUTF(image.format());
    out.write(image.rgb());
    out.flush();
  }

  static void refuse(DataOutputStream out, FatalException why) throws IOException {
    out.writeByte(REFUSED);
    out.writeUTF(why.code().code());
    out.writeUTF(cut(why.getMessage()));
    out.flush();
  }

  /**
   * What became of the picture.
   *
   * @throws FatalException as the other process says
   * @throws IOException where it ends, or makes no sense
   */
  static DecodedImage answered(DataInputStream in, ImageLimits limits) throws IOException {
    int kind = in.readUnsignedByte();
    if (kind == REFUSED) {
      throw refusal(in.readUTF(), in.readUTF());
    }
    int width = in.readInt();
    int height = in.readInt();
    String format = in.readUTF();
    if (kind != DECODED
        || Math.min(width, height) < 1
        || Math.max(width, height) > limits.maxSide()
        || (long) width * height > limits.maxPixels()
        || format.length() > MOST_LETTERS) {
      throw new IOException("an answer that makes no sense");
    }
    byte[] rgb = new byte[3 * width * height];
    in.readFully(rgb);
    return new DecodedImage(width, height, format, rgb);
  }

  private static FatalException refusal(String code, String message) throws IOException {
    return Arrays.stream(FaultCode.values())
        .filter(known -> known.code().equals(code) && REFUSALS.contains(known))
        .findFirst()
        .map(known -> new FatalException(known, cut(message)))
        .orElseThrow(() -> new IOException("a refusal that makes no sense"));
  }

  private static String cut(String message) {
    String words = message.replaceAll("\\p{Cntrl}", " ");
    return words.substring(0, Math.min(MOST_LETTERS, words.length()));
  }
}
