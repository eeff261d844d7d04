package io.blipstream.ops.deadletters;

import static io.blipstream.ops.deadletters.Letters.NOON;
import static io.blipstream.ops.deadletters.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.deadletters.LetterGroups.Group;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.schemas.Header;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Original;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterViewsTest {
  @Test
  void place_isReadAsItIsPrinted() {
    assertThat(Place.parse("3:1041")).contains(new Place(3, 1041));
    assertThat(new Place(3, 1041)).hasToString("3:1041");
    for (String bad :
        List.of("", "3", "3:", ":3", "a:1", "-1:2", "1:2:3", "1:9999999999999999999")) {
      assertThat(Place.parse(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void nothingInALetter_steersATerminal() {
    assertThat(LetterLines.of(letter(1, "x", null, NOON)))
        .contains("it .[31m broke.")
        .doesNotContain("\u001b", "\n");
    assertThat(LetterLines.of(LetterView.of(letter(1, "x", null, NOON))))
        .contains("message: it .[31m broke.", "origin:", "  offset: 1")
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void shownLetter_holdsTheEventButNoPicturesBytes() {
    ImageEvent event =
        ImageEvent.newBuilder()
            .setEventId("e")
            .setSubject("s")
            .setImages(
                List.of(
                    Image.newBuilder().setBytes(ByteBuffer.wrap(new byte[1000])).build(),
                    Image.newBuilder().setUri("http://x").build()))
            .setInstructions(List.of())
            .setOccurredAt(NOON)
            .setAttributes(Map.of("shop", "north"))
            .build();
    Map<String, Object> view =
        LetterView.of(
            letter(1, "x", null, NOON),
            Optional.of(ByteBuffer.wrap(new byte[] {-1, 0})),
            List.of(new Header("h", ByteBuffer.wrap(new byte[300])), new Header("n", null)),
            Optional.of(event));
    assertThat(String.join("\n", LetterLines.of(view)))
        .contains("key: hex:ff00", "bytes: (1000 bytes)", "uri: http://x", "shop: north")
        .contains("... (300 bytes)", "occurred_at: 2024-03-01T12:00:00Z", "instructions: none");
  }

  @Test
  void groups_areCountedLargestFirst() {
    LetterGroups groups = new LetterGroups(LetterGroups.By.TEMPLATE);
    groups.add(letter(1, "x", "a@1", NOON));
    groups.add(letter(2, "x", null, NOON));
    groups.add(letter(3, "y", null, NOON.minusSeconds(5)));
    assertThat(groups.largestFirst())
        .containsExactly(
            new Group("(none)", 2, NOON.minusSeconds(5), NOON), new Group("a@1", 1, NOON, NOON));
  }

  @Test
  void lettersOfOneRecord_areOneReplayWithTheOriginalFromWhereItIs() {
    Letter empty = letter(5, "x", null, NOON, Original.EARLIER, 9);
    Letter full = letter(4, "x", null, NOON, Original.HERE, 9);
    Chosen both = Chosen.of(empty).and(Chosen.of(full));
    assertThat(both).isEqualTo(new Chosen(full, 2, 5));
    ReplayPlan plan = new ReplayPlan(List.of(both, Chosen.of(empty)), 0, 0);
    assertThat(plan.letters()).isEqualTo(3);
    assertThat(plan.originalsElsewhere()).isEqualTo(1);
    assertThat(plan.deadlinesOver(NOON)).isEqualTo(2);
    assertThat(plan.deadlinesOver(NOON.minusMillis(1))).isZero();
    assertThat(plan.byFault()).isEqualTo(Map.of("x", 2));
  }

  @Test
  void frames_areSavedUnderTheirNumbersAndOverNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("clip.png");
    List<Optional<ByteBuffer>> frames =
        List.of(
            Optional.of(ByteBuffer.wrap(new byte[] {1})),
            Optional.empty(),
            Optional.of(ByteBuffer.wrap(new byte[] {3})));
    assertThat(LetterFiles.save(frames, file)).containsExactly(file, folder.resolve("clip-3.png"));
    assertThat(Files.readAllBytes(folder.resolve("clip-3.png"))).containsExactly(3);
    assertThatThrownBy(() -> LetterFiles.save(frames, file))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("there already");
  }

  @Test
  void pace_commitsBeforeALongWait() throws Exception {
    int[] commits = {0};
    Pace slow = Pace.of(OptionalDouble.of(10));
    slow.await(() -> commits[0]++);
    slow.await(() -> commits[0]++);
    assertThat(commits[0]).isEqualTo(1);
    assertThatThrownBy(() -> Pace.of(OptionalDouble.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
