package io.blipstream.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
  @TempDir private Path folder;

  @Test
  void linesOfOnePicture_areOneRequest() throws Exception {
    Files.writeString(folder.resolve("a"), "first");
    Files.writeString(folder.resolve("b"), "second");
    Workload workload = read("a", "a", "b", "a");
    assertThat(workload.items().stream().map(item -> item.prompts().size()))
        .containsExactly(2, 1, 1);
    assertThat(workload.requests()).isEqualTo(4);
    assertThat(workload.distinctPictures().items()).hasSize(2);
  }

  @Test
  void emptyFile_isRefused() {
    assertThatThrownBy(this::read).isInstanceOf(FatalException.class).hasMessageContaining("ask");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
  void everyPassHasOtherBytes_andTheSamePixels(String format) throws Exception {
    BufferedImage picture = new BufferedImage(19, 13, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(7);
    for (int i = 0; i < 19 * 13; i++) {
      picture.setRGB(i % 19, i / 19, random.nextInt());
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, encoded)).isTrue();
    Files.write(folder.resolve("a"), encoded.toByteArray());
    Workload workload = read("a");
    ByteBuffer first = frame(workload.pass(1, Lane.BULK));
    ByteBuffer second = frame(workload.pass(2, Lane.BULK));
    assertThat(first).isNotEqualTo(second);
    assertThat(pixels(first))
        .isEqualTo(pixels(second))
        .isEqualTo(pixels(workload.items().get(0).frames().get(0)));
  }

  private Workload read(String... pictures) throws Exception {
    Path file = folder.resolve("requests.jsonl");
    Files.write(
        file,
        List.of(pictures).stream()
            .map(picture -> "{\"image\": \"%s\", \"prompt\": \"what?\"}".formatted(picture))
            .toList());
    return Workload.read(file, 1 << 20);
  }

  private static ByteBuffer frame(List<ImageRequest> requests) {
    return requests.get(0).frames().get(0);
  }

  private static byte[] pixels(ByteBuffer bytes) {
    DecodedImage image = new ImageDecoder(ImageLimits.DEFAULT).decode(bytes);
    return image.rgb();
  }
}
