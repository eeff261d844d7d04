package io.blipstream.ops.ablation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.explain.Html;
import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** The table as Markdown, as JSON and as one HTML page. */
public final class AblationReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AblationTable table;

  public AblationReport(AblationTable table) {
    this.table = table;
  }

  /**
   * Writes {@code table.md}, {@code table.json} and {@code table.html}.
   *
   * @throws FatalException FILE_NOT_FOUND
   */
  public void write(Path folder) {
    try {
      Files.writeString(folder.resolve("table.md"), markdown());
      Files.writeString(folder.resolve("table.json"), json() + "\n");
      Files.writeString(folder.resolve("table.html"), html());
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write into " + folder, e);
    }
  }

  /** For people. */
  public String markdown() {
    StringBuilder out = new StringBuilder(table.recipe()).append(".\n");
    for (List<List<String>> rows : List.of(effects(), models(), sets())) {
      out.append('\n').append(line(rows.get(0)));
      out.append("|---".repeat(rows.get(0).size())).append("|\n");
      rows.subList(1, rows.size()).forEach(row -> out.append(line(row)));
    }
    return out.toString();
  }

  private static String line(List<String> row) {
    return "| " + String.join(" | ", row) + " |\n";
  }

  String html() {
    UnaryOperator<String> escaped = Html::escaped;
    StringBuilder body = new StringBuilder();
    body.append("<p>").append(escaped.apply(table.recipe())).append(".</p>\n");
    for (List<List<String>> rows : List.of(effects(), models(), sets())) {
      body.append("<table>\n<thead><tr>");
      rows.get(0)
          .forEach(
              cell ->
                  body.append("<th scope=\"col\">").append(escaped.apply(cell)).append("</th>"));
      body.append("</tr></thead>\n<tbody>\n");
      for (List<String> row : rows.subList(1, rows.size())) {
        body.append("<tr><th scope=\"row\">").append(escaped.apply(row.get(0))).append("</th>");
        row.subList(1, row.size())
            .forEach(cell -> body.append("<td>").append(escaped.apply(cell)).append("</td>"));
        body.append("</tr>\n");
      }
      body.append("</tbody>\n</table>\n");
    }
    try (InputStream in = AblationReport.class.getResourceAsStream("ablations.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("<!--tables-->", body.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String json() {
    try {
      return JSON.writeValueAsString(fields());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make JSON", e);
    }
  }

  /** Everything, by stable names. */
  public Map<String, Object> fields() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("recipe", table.recipe());
    json.put("effects", table.effects().stream().map(AblationReport::json).toList());
    json.put("models", table.models().stream().map(AblationReport::json).toList());
    json.put("sets", table.sets());
    return json;
  }

  private static Map<String, Object> json(AblationTable.Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("effect", line.effect());
    json.put("without", line.without());
    json.put("side", line.side());
    line.paper().ifPresent(points -> json.put("paper", points));
    json.put("source", line.source());
    json.put("ours", line.ours().value());
    json.put("interval", List.of(line.ours().low(), line.ours().high()));
    json.put("verdict", line.verdict());
    return json;
  }

  private static Map<String, Object> json(AblationTable.Model model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model.name());
    model
        .averages()
        .forEach(
            (side, mean) ->
                json.put(side.replace('-', '_'), List.of(mean.value(), mean.low(), mean.high())));
    return json;
  }

  private List<List<String>> effects() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("what it brings", "side", "the paper", "here", "sign", "the paper's source"));
    for (AblationTable.Line line : table.effects()) {
      rows.add(
          List.of(
              line.effect(),
              line.side(),
              points(line.paper()),
              signed(line.ours()),
              line.verdict(),
              line.source()));
    }
    return rows;
  }

  private List<List<String>> models() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("model"));
    head.addAll(table.models().get(0).averages().keySet());
    rows.add(head);
    for (AblationTable.Model model : table.models()) {
      List<String> row = new ArrayList<>(List.of(model.name()));
      model.averages().values().forEach(mean -> row.add(plain(mean)));
      rows.add(row);
    }
    return rows;
  }

  private List<List<String>> sets() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("data set"));
    table.models().forEach(model -> head.add(model.name()));
    rows.add(head);
    table
        .sets()
        .forEach(
            (set, scores) -> {
              List<String> row = new ArrayList<>(List.of(set));
              scores.forEach(score -> row.add(String.format(Locale.ROOT, "%.1f", score)));
              rows.add(row);
            });
    return rows;
  }

  private static String points(OptionalDouble value) {
    return value.isEmpty() ? "" : String.format(Locale.ROOT, "%+.1f", value.getAsDouble());
  }

  private static String signed(Interval interval) {
    return String.format(
        Locale.ROOT, "%+.1f [%+.1f, %+.1f]", interval.value(), interval.low(), interval.high());
  }

  private static String plain(Interval interval) {
    return String.format(
        Locale.ROOT, "%.1f [%.1f, %.1f]", interval.value(), interval.low(), interval.high());
  }
}
