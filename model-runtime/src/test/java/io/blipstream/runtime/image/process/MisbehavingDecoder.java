package io.blipstream.runtime.image.process;

import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Does to itself what the picture says, which is what a decoder's defect would do. */
public final class MisbehavingDecoder {
  private static final ImageLimits LIMITS = new ImageLimits(1_000_000, 1_000_000, 4_096);
  private static final ImageDecoder DECODER = new ImageDecoder(LIMITS, ImageProfile.NATURAL);

  private static final List<byte[]> KEPT = new ArrayList<>();

  private MisbehavingDecoder() {}

  public static void main(String[] arguments) throws IOException {
    DecoderMain.serve(LIMITS, MisbehavingDecoder::decode);
  }

  private static DecodedImage decode(ByteBuffer picture) {
    try {
      obey(StandardCharsets.US_ASCII.decode(picture.duplicate()).toString());
    } catch (IOException | ReflectiveOperationException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    System.out.println("a library prints something");
    return DECODER.decode(picture);
  }

  private static void obey(String order)
      throws IOException, ReflectiveOperationException, InterruptedException {
    switch (order) {
      case "hang" -> Thread.sleep(1_000_000);
      case "die" -> Runtime.getRuntime().halt(9);
      case "crash" -> unsafe("putAddress", 0L, 0L);
      case "heap" -> {
        while (true) {
          KEPT.add(new byte[1 << 24]);
        }
      }
      case "native" -> {
        while (true) {
          unsafe("allocateMemory", 1L << 26);
        }
      }
      case "lie" -> say(1, Integer.MAX_VALUE, 2, "png");
      case "mumble" -> say(7, 1, 1, "png");
      case "forged" -> refuse("internal");
      default -> {}
    }
  }

  private static void say(int kind, int width, int height, String format) throws IOException {
    DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    out.writeByte(kind);
    out.writeInt(width);
    out.writeInt(height);
    out.writeUTF(format);
  }

  private static void refuse(String code) throws IOException {
    DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    out.writeByte(2);
    out.writeUTF(code);
    out.writeUTF("no reason");
  }

  /** By its name: the compiler warns of the type, and no other Java crashes a process. */
  private static void unsafe(String name, Object... arguments) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Class<?>[] longs = new Class<?>[arguments.length];
    Arrays.fill(longs, long.class);
    type.getMethod(name, longs).invoke(field.get(null), arguments);
  }
}
