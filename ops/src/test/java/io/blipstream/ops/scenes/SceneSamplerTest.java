package io.blipstream.ops.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SceneSamplerTest {
  @Test
  void sameSeed_makesTheSameScenes() {
    assertThat(scenes(7, 50)).isEqualTo(scenes(7, 50));
    assertThat(scenes(7, 50)).isNotEqualTo(scenes(8, 50));
  }

  @Test
  void everyLayoutAndGroundComesUpByItsShare() {
    Map<Layout, Integer> layouts = new EnumMap<>(Layout.class);
    Map<Background, Integer> grounds = new EnumMap<>(Background.class);
    for (Scene scene : scenes(9, 2800)) {
      layouts.merge(scene.layout(), 1, Integer::sum);
      grounds.merge(scene.background(), 1, Integer::sum);
    }

    assertThat(layouts.remove(Layout.SAME)).isBetween(340, 460);
    assertThat(layouts).hasSize(4).allSatisfy((layout, n) -> assertThat(n).isBetween(520, 680));
    assertThat(grounds).hasSize(10).allSatisfy((ground, n) -> assertThat(n).isBetween(210, 350));
  }

  @Test
  void everyThingComesUp() {
    assertThat(scenes(10, 1000).stream().flatMap(scene -> scene.names().stream()).distinct())
        .hasSize(Worlds.OBJECTS.all().size());
  }

  @Test
  void placesFollowTheLayout() {
    for (Scene scene : scenes(11, 500)) {
      List<PlacedObject> things = scene.objects();
      for (int i = 1; i < things.size() && !scene.layout().places().isEmpty(); i++) {
        PlacedObject before = things.get(i - 1);
        PlacedObject after = things.get(i);
        if (scene.layout() == Layout.COLUMN_OF_TWO) {
          assertThat(before.y()).isLessThan(after.y());
        } else {
          assertThat(before.x()).isLessThan(after.x());
        }
      }
    }
  }

  @Test
  void thingsThatDoNotMakeTheLayout_areNoScene() {
    assertThatThrownBy(() -> Worlds.scene(Background.RED, Layout.ROW_OF_TWO, "fox", "fox"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 different");
  }

  private static List<Scene> scenes(long seed, int count) {
    SceneSampler sampler = new SceneSampler(Worlds.OBJECTS, seed);
    return IntStream.range(0, count).mapToObj(i -> sampler.next()).toList();
  }
}
