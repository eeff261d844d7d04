package io.blipstream.topology.recipe.catalogue;

import static io.blipstream.topology.recipe.RecipeRig.NOON;
import static io.blipstream.topology.recipe.RecipeRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.serde.GenericAvroDeserializer;
import io.blipstream.topology.recipe.RecipeRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueRecipeTest {
  private static final String ANSWERS = TOPICS.answers();
  private static final Map<String, String> FILE =
      Map.of(
          "attributes", "colour, safe",
          "attribute.colour.question", "what colour?",
          "attribute.colour.candidates", "red, blue",
          "attribute.safe.question", "safe?",
          "attribute.safe.candidates", "yes,no",
          "attribute.safe.least.score", "0.6");

  @TempDir private Path folder;
  private RecipeRig rig;

  @BeforeEach
  void open() {
    CatalogueSettings settings =
        new CatalogueSettings(Set.of(), Attribute.parse(FILE), Duration.ofSeconds(2));
    rig = new RecipeRig(new CatalogueRecipe(settings), folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void answer(String name, String event, int minute, String text, double score) {
    rig.send(
        ANSWERS,
        RecipeRig.ranked(name, event, NOON.plusSeconds(60L * minute), text, score, "other"));
  }

  private List<TestRecord<String, GenericRecord>> products() {
    return rig.out(TOPICS.products(), new GenericAvroDeserializer());
  }

  private static String line(GenericRecord product) {
    return product == null
        ? "-"
        : product.get("colour") + " " + product.get("safe") + " [" + product.get("missing") + "]";
  }

  private List<String> lines() {
    return products().stream().map(each -> each.key() + ": " + line(each.value())).toList();
  }

  @Test
  void allAnswersOfAnEvent_areWrittenOnce_asOneFlatRecord() {
    answer("colour", "e1", 0, "red", 0.9);
    answer("safe", "e1", 0, "yes", 0.8);
    assertThat(products())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("mug");
              assertThat(line(record.value())).isEqualTo("red yes []");
              assertThat(record.value().get("colour_score")).isEqualTo(0.9);
              assertThat(record.value().get("complete")).isEqualTo(true);
              assertThat(record.value().get("event_id")).hasToString("e1");
              assertThat(record.value().get("occurred_at")).isEqualTo(NOON.toEpochMilli());
            });
  }

  @Test
  void partOfTheAnswers_isWrittenAfterAWhile_andOnce() {
    answer("colour", "e1", 0, "red", 0.9);
    assertThat(lines()).isEmpty();
    rig.advance(Duration.ofSeconds(3));
    rig.advance(Duration.ofSeconds(3));
    assertThat(lines()).containsExactly("mug: red null [safe]");
  }

  @Test
  void backfill_fillsGaps_andNeverReplacesWhatIsNewer() {
    answer("colour", "live", 5, "blue", 0.9);
    rig.advance(Duration.ofSeconds(3));
    answer("colour", "archived", 0, "red", 0.9);
    answer("safe", "archived", 0, "yes", 0.9);
    rig.advance(Duration.ofSeconds(3));
    assertThat(lines()).containsExactly("mug: blue null [safe]", "mug: blue yes []");
  }

  @Test
  void unsureAnswer_isLeftOpen_withItsScore() {
    answer("colour", "e1", 0, "red", 0.9);
    answer("safe", "e1", 0, "no", 0.55);
    GenericRecord product = products().get(0).value();
    assertThat(line(product)).isEqualTo("red null [safe]");
    assertThat(product.get("safe_score")).isEqualTo(0.55);
    assertThat(product.get("complete")).isEqualTo(false);
  }

  @Test
  void whatWasNotAnswered_orNotAsked_changesNothing() {
    Result ranked = RecipeRig.ranked("colour", "e1", NOON, "red", 0.9, "blue");
    rig.send(
        ANSWERS, Result.newBuilder(ranked).setStatus(Status.EXPIRED).setChoices(List.of()).build());
    answer("size", "e1", 0, "large", 0.9);
    rig.advance(Duration.ofSeconds(3));
    assertThat(lines()).isEmpty();
  }

  @Test
  void erasure_isPassedOn_andWhatWaitedIsNotWrittenAfterIt() {
    answer("colour", "e1", 0, "red", 0.9);
    rig.send(ANSWERS, "mug/colour", null);
    rig.send(ANSWERS, "mug/other", null);
    rig.advance(Duration.ofSeconds(3));
    assertThat(lines()).containsExactly("mug: -");
  }

  @Test
  void anotherAttribute_keepsRecordsReadableBothWays() {
    Map<String, String> more = new HashMap<>(FILE);
    more.put("attributes", "size,colour");
    more.put("attribute.size.question", "how large?");
    more.put("attribute.size.candidates", "small,large");
    more.keySet().removeIf(key -> key.startsWith("attribute.safe"));
    Schema before = new ProductSchema(Attribute.parse(FILE)).schema();
    Schema after = new ProductSchema(Attribute.parse(more)).schema();
    assertThat(reads(before, after)).isTrue();
    assertThat(reads(after, before)).isTrue();
  }

  private static boolean reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  @Test
  void slipsInTheFile_areNamed() {
    assertSlip("attribute.colour.candidate", "red", "unknown key attribute.colour.candidate");
    assertSlip("attribute.safe.least.score", "2", "attribute.safe.least.score is '2'");
    assertSlip("attribute.colour.candidates", "red", "colour needs 2 to 256 different candidates");
    assertSlip("attributes", "colour,colour", "attributes must name 1 to 64");
    assertSlip("attributes", "Colour,safe", "'Colour' must be lower-case");
    assertSlip("attributes", "missing,colour,safe", "cannot be called missing");
  }

  private static void assertSlip(String key, String value, String words) {
    Map<String, String> pairs = new HashMap<>(FILE);
    pairs.put("attribute.missing.question", "?");
    pairs.put("attribute.missing.candidates", "a,b");
    if (!key.equals("attributes") || !value.startsWith("missing")) {
      pairs.keySet().removeIf(each -> each.startsWith("attribute.missing"));
    }
    pairs.put(key, value);
    if (value.equals("Colour,safe")) {
      pairs.put("attribute.Colour.question", "?");
    }
    assertThatThrownBy(() -> Attribute.parse(pairs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
