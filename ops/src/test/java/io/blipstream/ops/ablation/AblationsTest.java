package io.blipstream.ops.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.ops.scenes.data.SceneFamily;
import io.blipstream.ops.tell.Teller;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole comparison with the real code, on a checkpoint that is tiny and knows nothing. */
class AblationsTest {
  private static final Path GOLDEN = Path.of("../model-runtime/src/test/resources/golden");

  @TempDir private Path folder;
  private final List<Path> opened = new ArrayList<>();
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void draw() {
    new SceneFamily(folder.resolve("scenes"), 1, done -> {}).write(12, 6);
  }

  @Test
  void everyArm_isLearned_measured_andSetBesideThePaper_once() throws IOException {
    AblationTable table = run("seeds=1\n").orElseThrow();

    assertThat(table.models())
        .extracting(AblationTable.Model::name)
        .containsExactly(
            "blip-2",
            "instructblip",
            "instruction-blind",
            "unbalanced",
            "multitask-plain",
            "multitask-identifiers, asked with instructions",
            "multitask-identifiers, asked with identifiers",
            "unfrozen");
    assertThat(table.effects()).hasSize(2 * Effect.ALL.size());
    assertThat(table.sets()).hasSize(6 + 18 + 3).containsKeys("odd one out", "is there - noise");
    assertThat(table.sets().values()).allSatisfy(scores -> assertThat(scores).hasSize(8));
    assertThat(opened).hasSize(8);
    assertWritten(table);

    opened.clear();
    assertThat(run("seeds=1\n").orElseThrow()).isEqualTo(table);
    assertThat(opened).isEmpty();
    assertThatThrownBy(() -> run("seeds=1\nrate=1e-3\n"))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("other settings");
  }

  @Test
  void whatWasStopped_goesOn() throws IOException {
    String arms = "arms=instructblip,blip-2\nseeds=2\n";
    Ablations stopped = ablations(arms);
    stopped.stop();
    assertThat(stopped.run()).isEmpty();
    AblationTable table = run(arms).orElseThrow();
    assertThat(table.models()).hasSize(2);
    assertThat(table.effects())
        .extracting(AblationTable.Line::side)
        .contains("held-in", "held-out");
    assertThat(folder.resolve("out/runs/instructblip-2/measured-instructions.json")).exists();
  }

  private void assertWritten(AblationTable table) throws IOException {
    new AblationReport(table).write(folder.resolve("out"));
    JsonNode json = new ObjectMapper().readTree(folder.resolve("out/table.json").toFile());
    assertThat(json.path("effects")).hasSize(14);
    assertThat(json.path("effects").path(0).path("paper").asDouble()).isEqualTo(26.0);
    assertThat(folder.resolve("out/table.md"))
        .content()
        .contains("| instruction tuning | held-in | +26.0 |");
    assertThat(folder.resolve("out/table.html"))
        .content()
        .contains("<th scope=\"row\">frozen image encoder</th>");
  }

  private Optional<AblationTable> run(String more) throws IOException {
    return ablations(more).run();
  }

  private Ablations ablations(String more) throws IOException {
    String settings =
        """
        model.dir=%s
        model.qformer.tokenizer=%s
        data.file=scenes/sets.json
        output.dir=out
        steps=2
        warmup=1
        batch=2
        validation=7
        aside=4
        samples=1
        resamples=50
        """
            .formatted(
                GOLDEN.resolve("blip2-t5/checkpoint").toAbsolutePath(),
                GOLDEN.resolve("instructblip-t5/checkpoint/qformer_tokenizer").toAbsolutePath());
    Path file = folder.resolve("ablate.properties");
    Files.writeString(file, settings + more);
    return new Ablations(
        AblationSettings.read(file),
        this::open,
        Teller.toPeople(new PrintWriter(said)),
        Clock.systemUTC());
  }

  private Engine open(Path model) {
    opened.add(model);
    return CheckpointEngine.open(
        ConfigurationReader.read(Map.of()).with(Map.of(Keys.MODEL_DIR.name(), model.toString())));
  }
}
