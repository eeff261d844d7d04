package io.blipstream.ops.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.explain.ExplainedPicture;
import io.blipstream.runtime.explain.Gaze;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatTest {
  private static final int SIDE = 4;
  private static final int TOKENS = 1 + SIDE * SIDE;

  @Test
  void onePatchThatGetsAll_glowsWhereItLiesInASquashedPicture() {
    Heat heat = Heat.of(onPatch(1, 2), picture(400, 100, new Region(0, 0, 400, 100)));

    assertThat(heat.most()).isEqualTo(TOKENS, within(1e-4));
    assertThat(heat.at(2.5 / 4, 1.5 / 4)).isEqualTo(TOKENS, within(1e-4));
    assertThat(heat.at(0.5 / 4, 1.5 / 4)).isZero();
    assertThat(heat.at(2.5 / 4, 3.5 / 4)).isZero();
    assertThat(heat.at(3.0 / 4, 1.5 / 4)).isEqualTo(TOKENS / 2.0, within(1e-4));
  }

  @Test
  void croppedPicture_glowsWithinTheCropOnly() {
    Heat heat = Heat.of(onPatch(0, 0), picture(200, 100, new Region(50, 0, 100, 100)));

    assertThat(heat.at((50 + 12.5) / 200, 0.125)).isEqualTo(TOKENS, within(1e-4));
    assertThat(heat.at(0.24, 0.125)).isZero();
    assertThat(heat.at(0.76, 0.125)).isZero();
  }

  @Test
  void edgesOfThePicture_haveTheirPatchsHeat() {
    Heat heat = Heat.of(onPatch(3, 3), picture(8, 8, new Region(0, 0, 8, 8)));

    assertThat(heat.at(1, 1)).isEqualTo(TOKENS, within(1e-4));
  }

  @Test
  void meanOverQueriesIsShown_ofTheLastLayer() {
    float[] values = new float[2 * 2 * TOKENS];
    values[0] = 1; // first layer: the class token, twice
    values[TOKENS] = 1;
    values[2 * TOKENS + 1 + 5] = 1; // last layer: one query on patch 5, one on patch 6
    values[3 * TOKENS + 1 + 6] = 1;
    Heat heat = Heat.of(new Gaze(2, 2, SIDE, values), picture(8, 8, new Region(0, 0, 8, 8)));

    assertThat(heat.most()).isEqualTo(TOKENS / 2.0, within(1e-4));
    assertThat(heat.at(1.5 / 4, 1.5 / 4)).isEqualTo(TOKENS / 2.0, within(1e-4));
    assertThat(heat.at(2.5 / 4, 1.5 / 4)).isEqualTo(TOKENS / 2.0, within(1e-4));
  }

  @Test
  void whatAPromptMoves_isSharedOutAgainstTheMeanOfAll() {
    ExplainedPicture picture = picture(8, 8, new Region(0, 0, 8, 8));
    Heat first = Heat.of(onPatch(0, 0), picture);
    Heat second = Heat.of(onPatch(3, 3), picture);

    assertThat(first.beyond(List.of(first, second)).moved()).isEqualTo(0.5, within(1e-6));
    assertThat(first.beyond(List.of(first, second)).at(1, 1)).isNegative();
    assertThat(first.beyond(List.of(first, first)).most()).isZero();
  }

  private static Gaze onPatch(int row, int column) {
    float[] values = new float[TOKENS];
    values[1 + row * SIDE + column] = 1;
    return new Gaze(1, 1, SIDE, values);
  }

  private static ExplainedPicture picture(int width, int height, Region region) {
    return new ExplainedPicture(
        new DecodedImage(width, height, "png", new byte[3 * width * height]), region, List.of());
  }
}
