package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LengthGroupsProperties {
  record Row(int id, int reads, int says) {}

  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<Integer> length = Arbitraries.integers().between(1, 60);
    return length
        .tuple2()
        .list()
        .ofMinSize(1)
        .ofMaxSize(80)
        .map(
            lengths ->
                IntStream.range(0, lengths.size())
                    .mapToObj(i -> new Row(i, lengths.get(i).get1(), lengths.get(i).get2()))
                    .toList());
  }

  @Property(tries = 300)
  void everyRow_isInOneGroup_andNoGroupIsEmpty(
      @ForAll("rows") List<Row> rows, @ForAll @IntRange(min = 1, max = 5) int workers) {
    List<List<Row>> groups = groups(rows, workers);
    assertThat(groups).noneMatch(List::isEmpty);
    assertThat(groups.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(rows);
    if (workers > 1) {
      assertThat(groups).hasSizeLessThanOrEqualTo(workers);
    }
  }

  @Property(tries = 300)
  void groups_areNoDearerThanTheWholeBatch_andThoseOfSeveralWorkersNoDearerThanAHalf(
      @ForAll("rows") List<Row> rows) {
    long whole = padded(rows);
    long apart = groups(rows, 1).stream().mapToLong(LengthGroupsProperties::padded).sum();
    assertThat(apart).isLessThanOrEqualTo(whole);
    long dearest =
        groups(rows, 2).stream().mapToLong(LengthGroupsProperties::padded).max().orElseThrow();
    long row = rows.stream().mapToLong(each -> each.reads() + each.says()).max().orElseThrow();
    // Cut in the middle, either half is at most this.
    assertThat(dearest).isLessThanOrEqualTo((whole + 2 * row) / 2 + row);
  }

  @Example
  void captions_areComputedApartFromOneWordAnswers_whereThatIsCheaper() {
    List<Row> rows =
        IntStream.range(0, 60).mapToObj(i -> new Row(i, 12, i % 4 == 0 ? 14 : 2)).toList();
    List<List<Row>> groups = groups(rows, 1);
    assertThat(groups).hasSize(2);
    assertThat(groups.get(0)).allMatch(row -> row.says() == 2).hasSize(45);
    assertThat(groups.get(1)).allMatch(row -> row.says() == 14).hasSize(15);
    assertThat(groups(rows.subList(0, 4), 1)).hasSize(1);
  }

  private static List<List<Row>> groups(List<Row> rows, int workers) {
    return LengthGroups.of(rows, Row::reads, Row::says, workers);
  }

  private static long padded(List<Row> rows) {
    int reads = rows.stream().mapToInt(Row::reads).max().orElseThrow();
    int says = rows.stream().mapToInt(Row::says).max().orElseThrow();
    return (long) rows.size() * (reads + says);
  }
}
