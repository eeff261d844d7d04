package io.blipstream.ops.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.demo.Terminal;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.runtime.engine.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes as a user sees them, on one broker and the shipped checkpoint. So few pictures cannot
 * tell 0.95 from 0.85; but from a broken recipe they can.
 */
class RecipesIT {
  private static final int PARTITIONS = 2;

  @TempDir private static Path folder;
  private static Configuration configuration;
  private static LocalCluster cluster;
  private static Engine engine;

  @BeforeAll
  static void start() {
    configuration = Configuration.of(Map.of("model.dir", "../checkpoints/instructblip-scenes"));
    cluster = LocalCluster.start(configuration, PARTITIONS, folder, Clock.systemUTC());
    engine = CheckpointEngine.open(configuration);
  }

  @AfterAll
  static void stop() {
    engine.close();
    cluster.close();
  }

  private static String shown(RecipeName name, int events) throws InterruptedException {
    StringWriter out = new StringWriter();
    new RecipeDemo(
            configuration,
            name,
            events,
            1,
            CheckpointEngine::open,
            new Terminal(new PrintWriter(out), false, false),
            Clock.systemUTC())
        .run(cluster.configuration(), engine);
    return out.toString();
  }

  private static double share(String out, String pattern) {
    Matcher matcher = Pattern.compile(pattern + "\\d+ of \\d+ \\(([0-9.]+)\\)").matcher(out);
    assertThat(matcher.find()).as(out).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void altTexts_areSentencesOfTheNewestPictures_mostlyRight() throws Exception {
    String out = shown(RecipeName.ALT_TEXT, 60);
    assertThat(out)
        .containsPattern("✓ camera-\\d +alt=\"[A-Z][^\"]+\\.\"")
        .contains("for 8 subjects")
        .doesNotContain("dead letter");
    assertThat(share(out, "own words +")).isGreaterThan(0.75);
  }

  @Test
  void products_areMergedAndComplete_andTheNewestPictureWins() throws Exception {
    String out = shown(RecipeName.CATALOGUE, 40);
    assertThat(out).contains("products      37, written 37 times").doesNotContain("dead letter");
    assertThat(share(out, "newest wins +")).isEqualTo(1);
    assertThat(share(out, "colour +")).isGreaterThan(0.9);
    assertThat(share(out, "kind +")).isGreaterThan(0.8);
    assertThat(share(out, "count +")).isGreaterThan(0.8);
  }

  @Test
  void flags_sayWhy_andAreMostlyRight() throws Exception {
    String out = shown(RecipeName.MODERATION, 80);
    assertThat(out)
        .containsPattern(
            "✓ FLAGGED +post-\\d+ +unsafe +score [01]\\.\\d\\d, threshold 0\\.80: \"is")
        .doesNotContain("dead letter");
    assertThat(share(out, "unsafe +precision ")).isGreaterThan(0.7);
    assertThat(share(out, "unsafe .*recall ")).isGreaterThan(0.7);
  }
}
