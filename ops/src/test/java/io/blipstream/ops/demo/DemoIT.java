package io.blipstream.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.model.CheckpointEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it: the shipped checkpoint, nothing faked. */
class DemoIT {
  private static final int PICTURES = 60;

  /**
   * Chance is far below and the reference far above: 60 pictures cannot tell the reference's 0.9
   * from 0.87, but from a broken preparation of pictures or words they can.
   */
  private static final double LEAST_SHARE_RIGHT = 0.8;

  @Test
  void picturesAreAnswered_mostlyRight_andReported(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("report.html");
    StringWriter out = new StringWriter();
    Demo demo =
        new Demo(
            Configuration.of(Map.of("model.dir", "../checkpoints/instructblip-scenes")),
            new DemoOptions(OptionalInt.of(PICTURES), Optional.of(page), 1, OptionalDouble.empty()),
            CheckpointEngine::open,
            new Terminal(new PrintWriter(out), false, false),
            Clock.systemUTC());
    demo.run(Files.createDirectory(folder.resolve("data")));
    assertThat(out.toString())
        .containsPattern("events +" + PICTURES + "\n")
        .containsPattern("dead letters +0\n")
        .contains("picture " + PICTURES + " ", "language")
        .contains("/flow ", "/templates ", "/review ", "./blipstream ask", "./blipstream recipe");
    assertThat(shareRight(out.toString())).isGreaterThan(LEAST_SHARE_RIGHT);
    String html = Files.readString(page);
    assertThat(html.split("<article", -1)).hasSize(PICTURES + 1);
    assertThat(html).doesNotContain("<!--pictures-->").contains("data:image/jpeg;base64,/9j/");
  }

  private static double shareRight(String out) {
    Matcher matcher = Pattern.compile("all texts +\\d+, \\d+ right \\((.*)\\)").matcher(out);
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
