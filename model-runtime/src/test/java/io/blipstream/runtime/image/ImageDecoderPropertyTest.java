package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ImageDecoderPropertyTest {
  private static final ImageLimits LIMITS = new ImageLimits(1_000_000, 1_000_000, 4096);

  @Property(tries = 4000)
  void damagedPicture_isReadOrRefusedWithADocumentedFault(
      @ForAll("pictures") String name, @ForAll ImageProfile profile, @ForAll long seed) {
    ImageDecoder decoder = new ImageDecoder(LIMITS, profile);
    byte[] picture = Pictures.kind(name);
    Random random = new Random(seed);
    // Headers are short and matter most, so half of the damage goes there.
    for (int i = random.nextInt(8); i >= 0; i--) {
      int reach = random.nextBoolean() ? Math.min(64, picture.length) : picture.length;
      picture[random.nextInt(reach)] = (byte) random.nextInt();
    }
    try {
      DecodedImage image = decoder.decode(ByteBuffer.wrap(picture));
      assertThat((long) image.width() * image.height()).isLessThanOrEqualTo(1_000_000);
    } catch (FatalException e) {
      assertThat(e.code()).isIn(FaultCode.IMAGE_UNDECODABLE, FaultCode.IMAGE_TOO_LARGE);
    }
  }

  @Provide
  Arbitrary<String> pictures() {
    return Arbitraries.of(
        "baseline.jpg",
        "profile.jpg",
        "ycck-subsampled.jpg",
        "exif-6.jpg",
        "exif-6.png",
        "exif-8.webp",
        "grey-16bit.png",
        "palette-transparent.png",
        "rgb-interlaced.png",
        "offset.gif",
        "animated.gif",
        "rgb-555.bmp",
        "palette.bmp",
        "lossy-alpha.webp",
        "lossless-alpha.webp");
  }
}
