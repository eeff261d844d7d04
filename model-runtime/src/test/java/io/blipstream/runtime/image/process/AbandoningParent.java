package io.blipstream.runtime.image.process;

import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A process that is killed while a picture hangs in a process of its own, whose id it says. */
public final class AbandoningParent {
  private AbandoningParent() {}

  public static void main(String[] arguments) throws InterruptedException {
    ImageLimits limits = ImageLimits.DEFAULT;
    IsolatedDecoder decoder =
        new IsolatedDecoder(
            limits,
            PictureIsolation.ALL,
            new ImageDecoder(limits),
            DecoderCommand.of(limits, ImageProfile.NATURAL, MisbehavingDecoder.class));
    Thread asking =
        new Thread(
            () -> decoder.decode(ByteBuffer.wrap("hang".getBytes(StandardCharsets.US_ASCII))));
    asking.start();
    while (ProcessHandle.current().children().findAny().isEmpty()) {
      Thread.sleep(10);
    }
    System.out.println(ProcessHandle.current().children().findAny().orElseThrow().pid());
    Thread.sleep(1_000); // by now it hangs, or is about to
    Runtime.getRuntime().halt(9);
  }
}
