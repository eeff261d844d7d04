package io.blipstream.runtime.image.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.PictureDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolatedDecoderTest {
  private static final ImageLimits LIMITS =
      new ImageLimits(1_000_000, 1_000_000, 4_096, Duration.ofSeconds(60));
  private static final ImageLimits BRIEF =
      new ImageLimits(1_000_000, 1_000_000, 4_096, Duration.ofSeconds(10));

  private static final List<String> PROCESS =
      DecoderCommand.of(LIMITS, ImageProfile.NATURAL, MisbehavingDecoder.class);

  private final IsolatedDecoder decoder = misbehaving(LIMITS);

  @AfterEach
  void close() {
    decoder.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"die", "crash", "heap", "native", "lie", "mumble", "forged"})
  void processThatDiesOrLies_costsItsPicture_andTheNextIsDecoded(String order) throws Exception {
    DecodedImage expected = here(picture("lossy.webp"));

    assertFault(decoder, order, FaultCode.IMAGE_DECODER_DIED);

    assertThat(decoder.decode(picture("lossy.webp")).rgb()).isEqualTo(expected.rgb());
    assertThat(decoder.deaths()).as("tried twice").isEqualTo(2);
  }

  @Test
  void whileAProcessHangs_neighboursAreDecoded_andItIsReplaced() throws Exception {
    DecodedImage expected = here(picture("lossy.webp"));
    try (IsolatedDecoder brief = misbehaving(BRIEF)) {
      CompletableFuture<Void> hung =
          CompletableFuture.runAsync(
              () -> assertFault(brief, "hang", FaultCode.IMAGE_DECODE_EXPENSIVE));
      for (int i = 0; i < 5; i++) {
        assertThat(brief.decode(picture("lossy.webp")).rgb()).isEqualTo(expected.rgb());
      }
      hung.get(60, TimeUnit.SECONDS);
      assertThat(brief.decode(picture("lossy.webp")).rgb()).isEqualTo(expected.rgb());
      assertThat(brief.deaths()).as("only the one that hung").isEqualTo(1);
    }
  }

  @Test
  void whatItSaysAndReads_isWhatIsSaidAndReadHere() throws Exception {
    for (String name : List.of("lossless-alpha.webp", "exif-8.webp", "grey-16bit.png")) {
      DecodedImage expected = here(picture(name));
      DecodedImage image = decoder.decode(picture(name));
      assertThat(image.rgb()).as(name).isEqualTo(expected.rgb());
      assertThat(image.format()).isEqualTo(expected.format());
    }
    assertFault(decoder, "no picture", FaultCode.IMAGE_UNDECODABLE);
    assertThat(decoder.deaths()).as("a refusal is no death").isZero();
  }

  @Test
  void onlyWhatIsToBeIsolated_is() throws Exception {
    List<String> nothing = List.of("/nowhere/java");
    try (IsolatedDecoder webp =
        new IsolatedDecoder(LIMITS, PictureIsolation.WEBP, IsolatedDecoderTest::here, nothing)) {
      assertThat(webp.decode(picture("grey-16bit.png")).width()).isPositive();
      assertThatThrownBy(() -> webp.decode(picture("lossy.webp")))
          .isInstanceOfSatisfying(
              BlipstreamException.class,
              e -> assertThat(e.code()).isEqualTo(FaultCode.DEVICE_UNAVAILABLE));
    }
  }

  @Test
  void whileAThreadHangsHere_allIsDecodedApart_unlessProcessesAreGivenUp() throws Exception {
    DecodedImage expected = here(picture("grey-16bit.png"));
    HangingHere hanging = new HangingHere();
    try (IsolatedDecoder webp =
            new IsolatedDecoder(LIMITS, PictureIsolation.WEBP, hanging, PROCESS);
        IsolatedDecoder none =
            new IsolatedDecoder(LIMITS, PictureIsolation.NONE, hanging, PROCESS)) {
      assertFault(webp, "a first one", FaultCode.IMAGE_DECODE_EXPENSIVE);
      assertThat(webp.decode(picture("grey-16bit.png")).rgb()).isEqualTo(expected.rgb());
      assertFault(none, "a second one", FaultCode.IMAGE_DECODE_EXPENSIVE);
      hanging.left = false;
      assertFault(webp, "a third one", FaultCode.IMAGE_DECODE_EXPENSIVE);
    }
  }

  /** Hangs over every picture, and is given up each time. */
  private static final class HangingHere implements PictureDecoder {
    private boolean left;

    @Override
    public DecodedImage decode(ByteBuffer bytes) {
      left = true;
      throw new FatalException(FaultCode.IMAGE_DECODE_EXPENSIVE, "too long");
    }

    @Override
    public boolean hangs() {
      return left;
    }
  }

  @Test
  void shippedProcess_decodes_andIsClosed() throws Exception {
    IsolatedDecoder shipped =
        new IsolatedDecoder(LIMITS, ImageProfile.NATURAL, PictureIsolation.WEBP);
    assertThat(shipped.decode(picture("lossy.webp")).rgb())
        .isEqualTo(here(picture("lossy.webp")).rgb());
    shipped.close();
    assertFault(shipped, "RIFF....WEBP", FaultCode.ENGINE_CLOSED);
  }

  @Test
  void processThatHangs_endsWithTheOneThatAsked() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AbandoningParent.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String pid = new String(parent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(parent.waitFor()).isEqualTo(9);
    Optional<ProcessHandle> orphan = ProcessHandle.of(Long.parseLong(pid.trim()));
    for (int i = 0; i < 600 && orphan.filter(ProcessHandle::isAlive).isPresent(); i++) {
      Thread.sleep(100);
    }
    assertThat(orphan.filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static IsolatedDecoder misbehaving(ImageLimits limits) {
    return new IsolatedDecoder(
        limits,
        PictureIsolation.ALL,
        IsolatedDecoderTest::here,
        DecoderCommand.of(limits, ImageProfile.NATURAL, MisbehavingDecoder.class));
  }

  private static DecodedImage here(ByteBuffer picture) {
    return new ImageDecoder(LIMITS, ImageProfile.NATURAL).decode(picture);
  }

  private static ByteBuffer picture(String name) {
    try (InputStream in = IsolatedDecoderTest.class.getResourceAsStream("/kinds/" + name)) {
      return ByteBuffer.wrap(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertFault(IsolatedDecoder decoder, String order, FaultCode code) {
    assertThatThrownBy(
            () -> decoder.decode(ByteBuffer.wrap(order.getBytes(StandardCharsets.US_ASCII))))
        .isInstanceOfSatisfying(
            BlipstreamException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
