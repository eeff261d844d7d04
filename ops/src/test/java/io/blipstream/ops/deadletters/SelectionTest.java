package io.blipstream.ops.deadletters;

import static io.blipstream.ops.deadletters.Letters.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Letter LETTER = Letters.letter(7, "template-unknown", "caption-01@2", NOON);

  @Test
  void emptySelection_meansEverything() {
    assertThat(Selection.ALL.matches(LETTER)).isTrue();
    assertThat(Selection.ALL.endsBefore(LETTER)).isFalse();
  }

  @Test
  void everyCondition_isAskedFor() {
    assertThat(of(Set.of(new Place(0, 7)), Set.of(), Set.of()).matches(LETTER)).isTrue();
    assertThat(of(Set.of(new Place(1, 7)), Set.of(), Set.of()).matches(LETTER)).isFalse();
    assertThat(of(Set.of(), Set.of("template-unknown", "x"), Set.of()).matches(LETTER)).isTrue();
    assertThat(of(Set.of(), Set.of("x"), Set.of("caption-01")).matches(LETTER)).isFalse();
    assertThat(Selection.ofEvent("e-7").matches(LETTER)).isTrue();
    assertThat(Selection.ofEvent("e-8").matches(LETTER)).isFalse();
  }

  @Test
  void template_isMeantInOneVersionOrInAny() {
    assertThat(of(Set.of(), Set.of(), Set.of("caption-01")).matches(LETTER)).isTrue();
    assertThat(of(Set.of(), Set.of(), Set.of("caption-01@2")).matches(LETTER)).isTrue();
    assertThat(of(Set.of(), Set.of(), Set.of("caption-01@1")).matches(LETTER)).isFalse();
    assertThat(of(Set.of(), Set.of(), Set.of("caption-0")).matches(LETTER)).isFalse();
    Letter without = Letters.letter(7, "event-invalid", null, NOON);
    assertThat(of(Set.of(), Set.of(), Set.of("caption-01")).matches(without)).isFalse();
  }

  @Test
  void times_includeTheFirstInstantAndNotTheLast() {
    assertThat(between(NOON, NOON.plusSeconds(1)).matches(LETTER)).isTrue();
    assertThat(between(NOON.plusMillis(1), NOON.plusSeconds(1)).matches(LETTER)).isFalse();
    assertThat(between(NOON.minusSeconds(1), NOON).matches(LETTER)).isFalse();
  }

  @Test
  void walkEnds_onlyWhereClocksCannotExplainTheAge() {
    Instant since = NOON.plus(Duration.ofMinutes(9));
    assertThat(between(since, Instant.MAX).endsBefore(LETTER)).isFalse();
    assertThat(between(since.plus(Duration.ofMinutes(2)), Instant.MAX).endsBefore(LETTER)).isTrue();
  }

  private static Selection of(Set<Place> places, Set<String> faults, Set<String> templates) {
    return new Selection(
        places,
        faults,
        templates,
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Selection between(Instant since, Instant until) {
    return new Selection(
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.of(since),
        Optional.of(until));
  }
}
