package io.blipstream.ops.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.scenes.data.SceneFamily;
import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.fault.FatalException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldAsideTest {
  @TempDir private Path folder;
  private List<DataSet> sets;

  @BeforeEach
  void draw() {
    DataSetFile file = DataSetFile.read(new SceneFamily(folder, 1, done -> {}).write(12, 2));
    sets = file.datasets().stream().map(spec -> DataSet.read(spec, file.root())).toList();
  }

  @Test
  void noPictureThatIsMeasured_isLearnedFrom_byAnySet() {
    HeldAside cut = HeldAside.of(sets, 3, 1_000);
    Set<Path> learned = pictures(cut.learned(), false);
    assertThat(learned).hasSize(9);
    assertThat(pictures(cut.measured(), false)).hasSize(3).doesNotContainAnyElementsOf(learned);
    assertThat(pictures(cut.measured(), true)).hasSize(2 * 3 + 3 * 2);
  }

  @Test
  void generatedQuestions_areNotMeasured_othersUpToTheMost() {
    HeldAside cut = HeldAside.of(sets, 3, 2);
    assertThat(cut.measured()).extracting(set -> set.spec().name()).doesNotContain("asked");
    assertThat(cut.measured()).allSatisfy(set -> assertThat(set.samples()).hasSizeBetween(1, 2));
  }

  @Test
  void moreThanHalfTheirPictures_cannotBeSetAside() {
    assertThatThrownBy(() -> HeldAside.of(sets, 7, 2))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("too few to set 7 aside");
  }

  private static Set<Path> pictures(List<DataSet> sets, boolean heldOut) {
    return sets.stream()
        .filter(set -> set.spec().heldOut() == heldOut)
        .flatMap(set -> set.samples().stream())
        .flatMap(sample -> sample.frames().stream())
        .collect(Collectors.toSet());
  }
}
