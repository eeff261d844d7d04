package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.runtime.fault.FaultCode;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the shipped checkpoint, beside a small BLIP-2: two networks, no fake. */
class AskExplainTest {
  private static final String CHECKPOINT = "../checkpoints/instructblip-scenes";
  private static final Path GOLDEN = Path.of("../model-runtime/src/test/resources/golden");

  @TempDir private Path folder;

  @Test
  void pageShowsEveryPromptOfBothModels() throws Exception {
    Path file = folder.resolve("e.html");
    CommandRun run = explain(file, "--question=what is to the left of the <b>dog</b>?");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("wrote " + file);
    assertThat(run.out().lines()).hasSize(4).first().asString().contains("a lemon and a dog");
    String page = Files.readString(file);
    assertThat(page)
        .contains("instructblip-scenes (instructblip-t5)", "checkpoint (blip2-t5)")
        .contains("a lemon and a dog")
        .contains("&lt; b&gt;dog")
        .contains("what each prompt changes")
        .doesNotContain("<b>");
    // The picture; a scale and two prompts for each model, and for the one that heeds them once
    // more.
    assertThat(page.split("<img ", -1)).hasSize(1 + 1 + 3 * 3);
  }

  @Test
  void pictureHasAColumnForEveryPrompt() throws Exception {
    Path file = folder.resolve("e.png");
    CommandRun run = explain(file, "--question=where is the lemon?");
    assertThat(run.exitCode()).as(run.err()).isZero();
    BufferedImage sheet = ImageIO.read(file.toFile());
    assertThat(sheet.getWidth()).isEqualTo(16 + 3 * (340 + 16));
    assertThat(sheet.getHeight()).isBetween(3 * 340, 3 * 600);
  }

  @Test
  void otherKindsOfFile_areRefusedBeforeAnythingIsLoaded() {
    CommandRun run = explain(folder.resolve("e.gif"), "--prompt=a");
    assertThat(run.exitCode()).isEqualTo(FaultCode.USAGE.exitCode());
    assertThat(run.err()).contains(".html or .png");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void comparingAlone_orAFileOfRequests_isRefused() {
    CommandRun compare = ask("ask", "a.png", "--compare", "x");
    assertThat(compare.exitCode()).isEqualTo(FaultCode.USAGE.exitCode());
    CommandRun requests = ask("ask", "--requests", "x.jsonl", "--explain", "e.png");
    assertThat(requests.exitCode()).isEqualTo(FaultCode.USAGE.exitCode());
  }

  private CommandRun explain(Path file, String... asked) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "ask",
                GOLDEN.resolve("scenes/0003.jpg").toString(),
                "--model",
                CHECKPOINT,
                "--compare",
                GOLDEN.resolve("blip2-t5/checkpoint").toString(),
                "--explain",
                file.toString(),
                "--prompt=A short image caption:"));
    arguments.addAll(List.of(asked));
    return ask(arguments.toArray(String[]::new));
  }

  private static CommandRun ask(String... arguments) {
    return CommandRun.of(configuration -> new FakeEngine(Duration.ZERO), Map.of(), arguments);
  }
}
