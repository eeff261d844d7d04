package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.AltText;
import io.blipstream.schemas.CatalogEntry;
import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Replay;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version of a contract that was ever published, {@code history/NAME/vN.avsc}, reads today's
 * records and is read by today's classes. A published file is never edited; a changed contract adds
 * the next one.
 */
class EvolutionTest {
  private static final Path HISTORY = Path.of("src/test/resources/history");

  static Stream<Schema> contracts() {
    return Stream.of(
            ImageEvent.getClassSchema(),
            Template.getClassSchema(),
            Result.getClassSchema(),
            DeadLetter.getClassSchema(),
            Replay.getClassSchema(),
            Comparison.getClassSchema(),
            AltText.getClassSchema(),
            CatalogEntry.getClassSchema(),
            Flag.getClassSchema(),
            Feedback.getClassSchema())
        .map(Records::published);
  }

  /** Oldest first. */
  static List<Schema> published(Schema contract) throws IOException {
    try (Stream<Path> files = Files.list(HISTORY.resolve(contract.getFullName()))) {
      List<Schema> versions = new ArrayList<>();
      for (Path file : files.sorted(Comparator.comparing(EvolutionTest::number)).toList()) {
        assertThat(number(file)).isEqualTo(versions.size() + 1);
        versions.add(new Schema.Parser().parse(file.toFile()));
      }
      return versions;
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("^v(\\d+)\\.avsc$", "$1"));
  }

  /** Why records of the one cannot be read as the other; empty where they can. */
  private static List<String> faults(Schema reader, Schema writer) {
    List<String> faults = new ArrayList<>();
    for (Incompatibility fault :
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()) {
      faults.add(fault.toString());
    }
    LogicalTypeChange.between(reader, writer).forEach(change -> faults.add(change.toString()));
    return faults;
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void theNewestPublishedVersionIsTheContract(Schema contract) throws IOException {
    List<Schema> versions = published(contract);
    assertThat(versions.get(versions.size() - 1).toString())
        .as("%s has changed: publish it as the next version", contract.getFullName())
        .isEqualTo(contract.toString());
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyPublishedVersionIsReadAndReads(Schema contract) throws IOException {
    for (Schema version : published(contract)) {
      assertThat(faults(contract, version)).isEmpty();
      assertThat(faults(version, contract)).isEmpty();
    }
  }

  @Test
  void everyHistoryBelongsToAContract() throws IOException {
    try (Stream<Path> folders = Files.list(HISTORY)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(contracts().map(Schema::getFullName).toList());
    }
  }

  /** What a registry lets pass, this does not; what is harmless, it does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'long' | 'string' | false",
        "{'type':'long','logicalType':'timestamp-millis'}"
            + " | {'type':'long','logicalType':'timestamp-micros'} | false",
        "['null',{'type':'bytes','logicalType':'decimal','precision':9,'scale':4}] |"
            + " ['null',{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}] | false",
        "{'type':'enum','name':'E','symbols':['A']}"
            + " | {'type':'enum','name':'E','symbols':['A','B']} | false",
        "{'type':'enum','name':'E','symbols':['A'],'default':'A'}"
            + " | {'type':'enum','name':'E','symbols':['A','B'],'default':'A'} | true",
        "{'type':'array','items':{'type':'long','logicalType':'timestamp-millis'}}"
            + " | {'type':'array','items':'long'} | false",
        "['null','string'] | ['null','string'] | true"
      })
  void changesAreJudged(String before, String after, boolean harmless) {
    Schema old = field(before);
    Schema now = field(after);
    assertThat(faults(now, old).isEmpty() && faults(old, now).isEmpty()).isEqualTo(harmless);
  }

  private static Schema field(String type) {
    return new Schema.Parser()
        .parse(
            "{'type':'record','name':'R','fields':[{'name':'a','type':%s}]}"
                .formatted(type)
                .replace('\'', '"'));
  }
}
