package io.blipstream.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
  private static final String SET =
      "{'name': '%s', 'group': 'g', 'held_out': %s, 'form': 'rows', 'files': {'rows': '%s'}, 'templates': ['answer'], 'metric': 'exact'%s}";

  @TempDir private Path root;
  private DataFolder folder;

  @BeforeEach
  void makeFolder() {
    folder = new DataFolder(root).pictures("a.jpg", "b.jpg");
  }

  @Test
  void brokenRows_areCountedNamedAndSkipped() {
    folder.text(
        "r.jsonl",
        """
        {"image": "a.jpg", "question": "q", "answer": "x"}
        {"image": "none.jpg", "question": "q", "answer": "x"}
        {"image": "../a.jpg", "question": "q", "answer": "x"}
        {"image": "a.jpg", "question": "q"}
        {"image": "a.jpg", "answer": "x"}
        no JSON
        {"image": "b.jpg", "question": "q", "answer": "y"}
        """);
    DataSet set = folder.read(SET.formatted("x", false, "r.jsonl", ""));
    assertThat(set.samples())
        .extracting(Sample::targets)
        .containsExactly(List.of("x"), List.of("y"));
    assertThat(set.broken()).isEqualTo(5);
    assertThat(set.named())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isEqualTo("r.jsonl, row 2 names a picture that is not there: none.jpg"),
            two -> assertThat(two).isEqualTo("r.jsonl, row 3 names a picture outside its folder"),
            three -> assertThat(three).isEqualTo("r.jsonl, row 4 has no answer"),
            four -> assertThat(four).isEqualTo("r.jsonl, row 5 has nothing for {Question}"),
            five -> assertThat(five).startsWith("r.jsonl, row 6 is no JSON"));
  }

  @Test
  void tooManyBrokenRows_refuseTheSet() {
    folder.text(
        "r.jsonl", "1\n2\n{\"image\": \"a.jpg\", \"question\": \"q\", \"answer\": \"x\"}\n");
    assertThatThrownBy(
            () -> folder.read(SET.formatted("x", false, "r.jsonl", ", 'most_broken': 1")))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("x: more than 1 broken rows; the first: r.jsonl, row 1");
  }

  @Test
  void limit_stopsReading() {
    folder.text(
        "r.jsonl", "{\"image\": \"a.jpg\", \"question\": \"q\", \"answer\": \"x\"}\n".repeat(9));
    assertThat(folder.read(SET.formatted("x", false, "r.jsonl", ", 'limit': 4")).samples())
        .hasSize(4);
  }

  @Test
  void aFileBrokenAsAWhole_isAFaultWithItsLine() {
    folder.text("r.json", "[{\"image\": \"a.jpg\"},\n {\"image\": ");
    assertThatThrownBy(() -> folder.read(SET.formatted("x", false, "r.json", "")))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("r.json is broken")
        .hasMessageContaining("line 2");
  }

  @Test
  void aMistypedField_isAFaultWithItsPlace() {
    assertThatThrownBy(() -> folder.read(SET.formatted("x", false, "r.json", ", 'wieght': 2")))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("datasets[0].wieght")
        .hasMessageContaining("\"wieght\"");
  }

  @Test
  void pictureOnBothSides_isALeakWhateverItsName() {
    folder
        .text("learned/one.jpg", "the same picture")
        .text("measured/two.jpg", "the same picture")
        .text(
            "in.jsonl",
            "{\"image\": \"learned/one.jpg\", \"question\": \"q\", \"answer\": \"x\"}\n")
        .text(
            "out.jsonl",
            "{\"image\": \"measured/two.jpg\", \"question\": \"q\", \"answer\": \"x\"}\n");
    DataSet in = folder.read(SET.formatted("in", false, "in.jsonl", ""));
    DataSet out = folder.read(SET.formatted("out", true, "out.jsonl", ""));
    assertThatThrownBy(() -> SplitCheck.requireClean(List.of(in, out)))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("two.jpg of out is")
        .hasMessageContaining("one.jpg of in");
    assertThat(SplitCheck.leaks(List.of(in))).isEmpty();
  }

  @Test
  void aSlotIsFilledOnce_whateverFillsIt() {
    Sample sample =
        new Sample(
            "1",
            List.of(Path.of("a")),
            Map.of(Slot.QUESTION, "is {Answer} {Question} here?"),
            List.of("x"),
            List.of(),
            java.util.OptionalInt.empty());
    assertThat(new InstructionTemplate("Q: {Question} {Unknown} A:").filled(sample))
        .isEqualTo("Q: is {Answer} {Question} here? {Unknown} A:");
  }

  @Test
  void thePapersTable_has26SetsIn11Groups() {
    List<DataSetSpec> sets = DataSetFile.paper(Path.of("")).datasets();
    assertThat(sets).hasSize(26);
    assertThat(new TreeSet<>(sets.stream().map(DataSetSpec::group).toList())).hasSize(11);
    assertThat(
            sets.stream()
                .collect(Collectors.partitioningBy(DataSetSpec::heldOut, Collectors.counting())))
        .containsEntry(true, 13L)
        .containsEntry(false, 13L);
    assertThat(sets).allMatch(set -> set.declaredSize().isPresent());
  }

  @Test
  void thePapersTemplates_are13And10And6() {
    assertThat(Templates.sets().get("caption")).hasSize(13);
    assertThat(Templates.sets().get("answer")).hasSize(10);
    assertThat(Templates.sets().get("question")).hasSize(6);
  }
}
