package io.blipstream.ops.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SceneRendererTest {
  private final SceneRenderer renderer = new SceneRenderer(Worlds.OBJECTS);

  @Test
  void everyThingHasAPictureThatShowsSomethingOnNothing() {
    assertThat(Worlds.OBJECTS.all())
        .hasSize(85)
        .allSatisfy(
            object -> {
              Sprite sprite = Worlds.OBJECTS.sprite(object);
              int clear = 0;
              int solid = 0;
              for (int at = 3; at < sprite.rgba().length; at += 4) {
                clear += sprite.rgba()[at] == 0 ? 1 : 0;
                solid += (sprite.rgba()[at] & 0xff) > 250 ? 1 : 0;
              }
              assertThat(sprite.width()).isEqualTo(256);
              assertThat(clear).isGreaterThan(5000);
              assertThat(solid).isGreaterThan(5000);
            });
  }

  @Test
  void spritesAreResizedAndTurnedAsPillowDoesIt() throws IOException {
    Sprite fox = Worlds.OBJECTS.sprite(Worlds.OBJECTS.named("fox")).resized(60);

    assertThat(fox.rgba()).isEqualTo(resource("fox-60.rgba"));
    assertThat(fox.mirrored().rotated(11).rgba())
        .isEqualTo(resource("fox-60-mirrored-rotated-11.rgba"));
  }

  @Test
  void sameSeed_drawsTheSameBytes() {
    Scene scene = Worlds.scene(Background.GREEN, Layout.ROW_OF_TWO, "fox", "owl");

    assertThat(renderer.jpeg(scene, new Random(1))).isEqualTo(renderer.jpeg(scene, new Random(1)));
    assertThat(renderer.jpeg(scene, new Random(1)))
        .isNotEqualTo(renderer.jpeg(scene, new Random(2)));
  }

  @Test
  void pictureIsASmallJpegThatTheRuntimeReads() {
    byte[] jpeg = renderer.jpeg(Worlds.scene(Background.PINK, Layout.ONE, "clock"), new Random(3));
    DecodedImage image = new ImageDecoder(ImageLimits.DEFAULT).decode(ByteBuffer.wrap(jpeg));

    assertThat(image.format()).isEqualTo("jpeg");
    assertThat(image.width()).isEqualTo(224);
    assertThat(image.height()).isEqualTo(224);
    assertThat(jpeg).hasSizeLessThan(40_000);
  }

  @Test
  void groundHasItsColour() {
    for (Background background : Background.values()) {
      int corner =
          renderer
              .image(Worlds.scene(background, Layout.ONE, "apple"), new Random(4))
              .getRGB(2, 112);
      int[] colour = background.rgb();
      for (int channel = 0; channel < 3; channel++) {
        int value = corner >> (16 - 8 * channel) & 0xff;
        assertThat(value).isGreaterThanOrEqualTo((int) (colour[channel] * .84) - 14);
        assertThat(value).isLessThanOrEqualTo((int) (colour[channel] * 1.04) + 16);
      }
    }
  }

  @Test
  void thingBeyondTheEdge_isCutOff() {
    PlacedObject placed = new PlacedObject(Worlds.OBJECTS.named("sofa"), .02, .99, .6);
    Scene scene = new Scene(Background.WHITE, Layout.ONE, List.of(placed));

    assertThat(renderer.image(scene, new Random(5)).getWidth()).isEqualTo(224);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SceneRendererTest.class.getResourceAsStream("/scenes/" + name)) {
      return in.readAllBytes();
    }
  }
}
