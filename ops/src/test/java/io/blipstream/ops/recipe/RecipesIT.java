package io.blipstream.ops.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.demo.Terminal;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.model.CheckpointEngine;
import io.blipstream.runtime.engine.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
            OptionalInt.of(events),
            1,
            CheckpointEngine::open,
            new Terminal(new PrintWriter(out), false, false),
            Clock.systemUTC())
        .run(cluster.configuration(), engine, Optional.empty());
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

  /** The network is a fake: what is said does not matter here. */
  @Test
  @Timeout(180)
  void moderationWithoutANumberOfPictures_staysOpenForPeople_andBlursThePictures(@TempDir Path own)
      throws Exception {
    StringWriter out = new StringWriter();
    RecipeDemo demo =
        new RecipeDemo(
            configuration.with(Map.of("http.port", "0")),
            RecipeName.MODERATION,
            OptionalInt.empty(),
            1,
            settings -> new FakeEngine(Duration.ZERO),
            new Terminal(new PrintWriter(out), false, false),
            Clock.systemUTC());
    Thread running = new Thread(() -> demo.run(own));
    running.start();
    Pattern open = Pattern.compile("(http\\S+) stays open");
    while (!open.matcher(out.toString()).find()) {
      assertThat(running.isAlive()).as(out.toString()).isTrue();
      Thread.sleep(100);
    }
    Matcher address = open.matcher(out.toString());
    assertThat(address.find()).isTrue();
    try (Stream<String> told =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address.group(1) + "api/results")).build(),
                HttpResponse.BodyHandlers.ofLines())
            .body()) {
      assertThat(told.filter(line -> line.startsWith("data: ")).findFirst())
          .hasValueSatisfying(line -> assertThat(line).contains("\"veiled\":true"));
    }
    demo.stop();
    running.join();
    assertThat(out.toString()).contains("posts         200", "/review holds what is flagged");
  }
}
