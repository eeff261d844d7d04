package io.blipstream.ops.scenes.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneFamilyTest {
  private static final Set<String> TASKS =
      Set.of("which is larger", "odd one out", "multiple choice");

  @TempDir private Path folder;

  private List<DataSet> written(String name, long seed) {
    DataSetFile file =
        DataSetFile.read(new SceneFamily(folder.resolve(name), seed, done -> {}).write(24, 6));
    return file.datasets().stream().map(spec -> DataSet.read(spec, file.root())).toList();
  }

  @Test
  void family_hasHeldInSets_otherScenesOfTheirTasks_andTasksThatAreNeverLearned() {
    List<DataSet> sets = written("family", 1);
    assertThat(sets).allSatisfy(set -> assertThat(set.broken()).isZero());
    assertThat(sets).allSatisfy(set -> assertThat(set.samples()).isNotEmpty());
    Set<String> learned =
        sets.stream()
            .filter(set -> !set.spec().heldOut())
            .map(set -> set.spec().name())
            .collect(Collectors.toSet());
    assertThat(learned).contains("captions", "is there", "which way", "asked");
    assertThat(learned).doesNotContainAnyElementsOf(TASKS);
    assertThat(sets.stream().filter(set -> set.spec().heldOut()).map(set -> set.spec().name()))
        .containsAll(TASKS)
        .contains("is there - noise", "which way - other layouts", "captions - other grounds");
  }

  @Test
  void yesAndNo_areAboutAsOften() {
    long yes = 0;
    long all = 0;
    for (DataSet set : written("family", 3)) {
      if (!set.spec().heldOut() && set.spec().name().equals("is there")) {
        all += set.samples().size();
        yes += set.samples().stream().map(Sample::targets).filter(List.of("yes")::equals).count();
      }
    }
    assertThat(yes / (double) all).isBetween(0.35, 0.65);
  }

  @Test
  void sameSeed_writesTheSame_anotherDoesNot() throws IOException {
    written("one", 1);
    written("same", 1);
    written("other", 2);
    for (String file : List.of("asked.jsonl", "learn/000007.jpg", "noise/000003.jpg")) {
      byte[] one = Files.readAllBytes(folder.resolve("one").resolve(file));
      assertThat(folder.resolve("same").resolve(file)).hasBinaryContent(one);
      assertThat(Files.readAllBytes(folder.resolve("other").resolve(file))).isNotEqualTo(one);
    }
  }
}
