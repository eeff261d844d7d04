package io.blipstream.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.ops.deploy.DeployFiles;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever rules, dashboard and scaling ask for is a metric that this process has. */
class ObservedNamesTest {
  private static final Path FILES = DeployFiles.CHART.resolve("files");
  private static final Pattern METRIC =
      Pattern.compile("\\b(blipstream|messaging|gen_ai|jvm|process|kafka)_[a-z0-9_]+");
  private static final Pattern LABELS = Pattern.compile("(?:by|without|on|ignoring) \\(([^)]*)\\)");
  private static final Pattern MATCHED = Pattern.compile("[{,]\\s*([a-z_]+)\\s*(?:=~|!~|!=|=)");

  /** What Prometheus adds by itself. */
  private static final Set<String> PROMETHEUS_LABELS = Set.of("job", "instance", "le", "namespace");

  @Test
  void everyMetricThatIsAskedFor_isThere() {
    Set<String> known = known();
    assertThat(asked())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            expression -> assertThat(known).as(expression).containsAll(found(METRIC, expression)));
  }

  @Test
  void everyLabelThatIsAskedFor_isThere() {
    Set<String> known = new HashSet<>(PROMETHEUS_LABELS);
    known.add("area"); // the JVM's
    for (Figure figure : Figures.all()) {
      figure.labels().forEach(label -> known.add(label.replace('.', '_')));
    }
    for (String expression : asked()) {
      Set<String> labels = new TreeSet<>(found(MATCHED, expression));
      found(LABELS, expression).forEach(list -> labels.addAll(List.of(list.split(",\\s*"))));
      assertThat(known).as(expression).containsAll(labels);
    }
  }

  @Test
  void everyAlert_hasItsPlaceInTheRunbook() {
    String runbook = DeployFiles.text(Path.of("../docs/alerts.md"));
    assertThat(alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              String name = alert.path("alert").asText();
              assertThat(runbook).contains("\n## " + name + "\n");
              assertThat(alert.at("/annotations/runbook_url").asText())
                  .endsWith("/alerts.md#" + name.toLowerCase(java.util.Locale.ROOT));
            });
  }

  @Test
  void everyMetricThatPagesForOperatorsName_isThere() {
    Set<String> known = known();
    for (String page : List.of("operations.md", "alerts.md")) {
      String text = DeployFiles.text(Path.of("../docs", page));
      assertThat(known).as(page).containsAll(found(METRIC, text));
    }
  }

  @Test
  void everyMetricThatTheConsoleShows_isThere() throws Exception {
    Set<String> known = known();
    Path pages = Path.of("src/main/resources/io/blipstream/ops/console/page");
    Set<String> shown = new TreeSet<>();
    try (DirectoryStream<Path> scripts = Files.newDirectoryStream(pages, "*.js")) {
      scripts.forEach(script -> shown.addAll(found(METRIC, DeployFiles.text(script))));
    }
    assertThat(shown).hasSizeGreaterThan(30);
    assertThat(known).containsAll(shown);
  }

  private static List<String> asked() {
    Stream<String> scaling =
        Stream.of(DeployFiles.text(DeployFiles.CHART.resolve("templates/scaledobject.yaml")))
            .flatMap(String::lines)
            .filter(line -> line.contains("query:"))
            .map(line -> line.replaceAll("\\{\\{.*?}}", "\"x\""));
    Stream<String> dashboard =
        DeployFiles.read(FILES.resolve("dashboard.json")).findValuesAsText("expr").stream();
    return Stream.of(scaling, dashboard, alerts().map(each -> each.path("expr").asText()))
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<JsonNode> alerts() {
    return DeployFiles.read(FILES.resolve("rules.yaml")).findValues("rules").stream()
        .flatMap(rules -> Stream.iterate(0, i -> i < rules.size(), i -> i + 1).map(rules::get));
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>();
    for (Figure figure : Figures.all()) {
      known.add(figure.prometheusName());
      if (figure.kind() == Figure.Kind.HISTOGRAM) {
        Stream.of("_bucket", "_sum", "_count")
            .forEach(end -> known.add(figure.prometheusName() + end));
      }
    }
    try (Metrics metrics = new Metrics()) {
      known.addAll(found(METRIC, metrics.scrape()));
    }
    return known;
  }

  /** What the pattern's group stands for; of a metric, the whole name. */
  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(pattern == METRIC ? matcher.group() : matcher.group(1));
    }
    return found;
  }
}
