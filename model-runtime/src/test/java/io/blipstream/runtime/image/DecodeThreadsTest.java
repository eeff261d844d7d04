package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeThreadsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(5);

  private final DecodeThreads threads = new DecodeThreads(2);

  @Test
  void workThatHangs_isLeft_untilTooManyAre_andAllIsWellOnceTheyComeBack() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      assertFault(
          () -> threads.within(SHORT, () -> waitFor(hanging), aborted::countDown),
          FaultCode.IMAGE_DECODE_EXPENSIVE);
    }
    assertThat(aborted.getCount()).isZero();
    assertThat(threads.left()).isEqualTo(2);
    assertFault(() -> threads.within(LONG, () -> 1, () -> {}), FaultCode.DEVICE_UNAVAILABLE);

    hanging.countDown();
    awaitNoneLeft(threads);
    assertThat(threads.within(LONG, () -> 1, () -> {})).isEqualTo(1);
  }

  @Test
  void lackOfMemory_isThrownAsSuch() {
    OutOfMemoryError lack = new OutOfMemoryError("lack");
    assertThatThrownBy(
            () ->
                threads.within(
                    LONG,
                    () -> {
                      throw lack;
                    },
                    () -> {}))
        .isSameAs(lack);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void pictureThatTakesTooLong_isGivenUp_andItsThreadEnds(String format) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(2_000, 2_000, BufferedImage.TYPE_INT_RGB), format, out);
    ImageLimits brief = new ImageLimits(20_000_000, 50_000_000, 16_384, Duration.ofNanos(1));
    ImageDecoder decoder = new ImageDecoder(brief);
    assertFault(
        () -> decoder.decode(ByteBuffer.wrap(out.toByteArray())), FaultCode.IMAGE_DECODE_EXPENSIVE);
    awaitNoneLeft(DecodeThreads.SHARED);
  }

  private static void awaitNoneLeft(DecodeThreads threads) throws InterruptedException {
    for (int i = 0; i < 6_000 && threads.left() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(threads.left()).isZero();
  }

  private static int waitFor(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return 0;
  }

  private static void assertFault(Runnable work, FaultCode code) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            BlipstreamException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
