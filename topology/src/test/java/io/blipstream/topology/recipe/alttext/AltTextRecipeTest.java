package io.blipstream.topology.recipe.alttext;

import static io.blipstream.topology.recipe.RecipeRig.NOON;
import static io.blipstream.topology.recipe.RecipeRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.AltText;
import io.blipstream.schemas.Fallback;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.topology.recipe.RecipeRig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AltTextRecipeTest {
  private static final String CAPTIONS = TOPICS.captions();

  @TempDir private Path folder;
  private RecipeRig rig;

  @BeforeEach
  void open() {
    AltTextSettings settings =
        new AltTextSettings(
            Set.of("shop"), "alt-text", "caption-06@1", 4, 32, 40, 0.5, "No description.");
    rig = new RecipeRig(new AltTextRecipe(settings), folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static Result.Builder caption(String words, String event, int minute) {
    return RecipeRig.result(Task.CAPTION, "alt-text", event, NOON.plusSeconds(60L * minute))
        .setText(words);
  }

  private List<TestRecord<String, AltText>> texts() {
    return rig.out(TOPICS.altTexts(), AltText.class);
  }

  @Test
  void caption_becomesEscapedSentence_keyedBySubject() {
    rig.send(CAPTIONS, caption("a photo of \"Q&A\" <b>\n mugs", "e1", 0).build());
    assertThat(texts())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("mug");
              assertThat(record.value().getText()).isEqualTo("\"Q&A\" <b> mugs.");
              assertThat(record.value().getHtml()).isEqualTo("&quot;Q&amp;A&quot; &lt;b&gt; mugs.");
              assertThat(record.value().getFallback()).isEqualTo(Fallback.NONE);
              assertThat(record.value().getImageSha256()).contains("sha-e1");
            });
  }

  @Test
  void unsureOrEmptyCaption_givesTheFallback_andKeepsTheModelsWords() {
    rig.send(CAPTIONS, caption("a cat", "e1", 0).setConfidence(0.49).build());
    rig.send(CAPTIONS, caption(" \u202e ", "e2", 1).build());
    assertThat(texts())
        .extracting(each -> each.value().getFallback())
        .containsExactly(Fallback.LOW_CONFIDENCE, Fallback.NOTHING_SAID);
    rig.send(CAPTIONS, caption("a cat", "e3", 2).setConfidence(0.1).build());
    AltText text = texts().get(0).value();
    assertThat(text.getText()).isEqualTo("No description.");
    assertThat(text.getCaption()).contains("a cat");
  }

  @Test
  void olderPicture_neverTakesTheNewersPlace() {
    rig.send(CAPTIONS, caption("new", "e2", 5).build());
    rig.send(CAPTIONS, caption("old, put back from the dead letters", "e1", 0).build());
    assertThat(texts()).extracting(each -> each.value().getEventId()).containsExactly("e2");
  }

  @Test
  void nobodyAnswered_fallsBackOnlyWhereThereWasNoText() {
    Result expired = caption("", "e1", 0).setText(null).setStatus(Status.EXPIRED).build();
    rig.send(CAPTIONS, expired);
    assertThat(texts())
        .extracting(each -> each.value().getFallback())
        .containsExactly(Fallback.EXPIRED);
    rig.send(CAPTIONS, caption("a mug", "e2", 1).build());
    rig.send(CAPTIONS, caption("", "e3", 2).setText(null).setStatus(Status.EXPIRED).build());
    rig.send(CAPTIONS, caption("", "e4", 3).setText(null).setStatus(Status.SUPERSEDED).build());
    assertThat(texts()).extracting(each -> each.value().getText()).containsExactly("A mug.");
  }

  @Test
  void otherFeedsAndInstructions_areLeftAlone() {
    rig.send(CAPTIONS, caption("a cat", "e1", 0).setFeed("other").build());
    rig.send(CAPTIONS, caption("a cat", "e1", 0).setInstructionId("long").build());
    assertThat(texts()).isEmpty();
  }

  @Test
  void erasure_isPassedOn_andTheSubjectMayComeAgain() {
    rig.send(CAPTIONS, caption("a cat", "e1", 5).build());
    rig.send(CAPTIONS, "mug/alt-text", null);
    rig.send(CAPTIONS, "mug/long", null);
    rig.send(CAPTIONS, caption("a dog", "e0", 0).build());
    assertThat(texts())
        .extracting(each -> each.value() == null ? "-" : each.value().getText())
        .containsExactly("A cat.", "-", "A dog.");
  }

  @Test
  void garbage_becomesADeadLetterOfItsOwn() {
    rig.send(CAPTIONS, "mug/alt-text", "no Avro".getBytes(StandardCharsets.UTF_8));
    rig.send(CAPTIONS, "no-result", null);
    rig.send(CAPTIONS, caption("a cat", "e1", 0).build());
    assertThat(rig.deadLetters())
        .extracting(each -> each.value().getFault())
        .containsExactly("record-unreadable", "record-unreadable");
    assertThat(texts()).hasSize(1);
  }
}
