package io.blipstream.runtime.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PlacesTest {
  @Property
  void everyRowGoesOnFromItsParentInAPlaceOfItsOwn(
      @ForAll @Size(max = 20) List<@IntRange(max = 25) Integer> rows) {
    int[] parents = rows.stream().mapToInt(Integer::intValue).toArray();
    Places places = Places.of(parents);
    assertThat(places.places()).doesNotHaveDuplicates().hasSize(parents.length);
    for (int row = 0; row < parents.length; row++) {
      assertThat(places.from()[places.places()[row]]).isEqualTo(parents[row]);
    }
  }

  @Property
  void rowsThatCanStayStay(@ForAll @Size(max = 20) List<@IntRange(max = 25) Integer> rows) {
    int[] parents = rows.stream().mapToInt(Integer::intValue).toArray();
    long staying = Arrays.stream(parents).distinct().filter(p -> p < parents.length).count();
    int[] from = Places.of(parents).from();
    assertThat(IntStream.range(0, from.length).filter(i -> from[i] == i).count())
        .isEqualTo(staying);
  }

  @Example
  void oneThatLeavesIsReplacedByTheLast() {
    Places places = Places.of(new int[] {0, 2, 3});
    assertThat(places.from()).containsExactly(0, 3, 2);
    assertThat(places.changesNothing(3)).isFalse();
    assertThat(Places.of(new int[] {0, 1, 2}).changesNothing(3)).isTrue();
    assertThat(Places.of(new int[] {0, 1, 2}).changesNothing(4)).isFalse();
  }
}
