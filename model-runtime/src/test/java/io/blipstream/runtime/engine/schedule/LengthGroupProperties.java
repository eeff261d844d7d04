package io.blipstream.runtime.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LengthGroupProperties {
  /** Told apart by identity: two of one length are two. */
  private static final class Prompt {
    private final int length;

    Prompt(int length) {
      this.length = length;
    }

    int length() {
      return length;
    }
  }

  @Property
  void lessThanATenthIsPadding_theFirstGoes_andTheRoomIsKept(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 80) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 40) int room) {
    List<Prompt> waiting = lengths.stream().map(Prompt::new).toList();
    List<Prompt> group = LengthGroup.of(waiting, Prompt::length, any -> 1, room);
    int longest = group.stream().mapToInt(Prompt::length).max().orElseThrow();
    int used = group.stream().mapToInt(Prompt::length).sum();
    assertThat(longest * group.size() - used).isLessThan(longest * group.size() / 10 + 1);
    assertThat(group).contains(waiting.get(0)).hasSizeLessThanOrEqualTo(room);
    assertThat(waiting).containsSubsequence(group);
  }

  @Property
  void equalLengthsAllGoTogether(@ForAll @IntRange(min = 1, max = 40) int count) {
    List<Prompt> waiting = IntStream.range(0, count).mapToObj(i -> new Prompt(7)).toList();
    assertThat(LengthGroup.of(waiting, Prompt::length, any -> 1, 64)).hasSize(count);
  }

  @Property
  void whoAloneIsTooLargeGoesAlone(@ForAll @IntRange(min = 2, max = 300) int rows) {
    List<Prompt> waiting = List.of(new Prompt(7), new Prompt(7));
    assertThat(LengthGroup.of(waiting, Prompt::length, any -> rows, rows - 1)).hasSize(1);
  }
}
