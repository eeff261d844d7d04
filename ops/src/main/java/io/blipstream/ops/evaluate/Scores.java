package io.blipstream.ops.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.data.DataSetSpec;
import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import io.blipstream.runtime.evaluation.Scoreboard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A comparison as lines for people and as JSON for programs. */
public final class Scores {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Scores() {}

  /** One line a data set, then the averages. */
  public static String plain(Comparison comparison) {
    StringBuilder out = new StringBuilder();
    for (Comparison.Line line : comparison.lines()) {
      DataSetSpec spec = line.score().spec();
      out.append(
          String.format(
              Locale.ROOT,
              "%-24s %-8s %-14s %6d %5.1f words  %s",
              spec.name(),
              spec.heldOut() ? "held-out" : "held-in",
              metric(spec),
              line.score().each().size(),
              line.score().meanWords(),
              interval(line.own())));
      line.others().ifPresent(other -> out.append("  other ").append(interval(other)));
      line.difference()
          .ifPresent(
              difference ->
                  out.append("  difference ")
                      .append(interval(difference))
                      .append(difference.clear() ? "" : " (not clear)"));
      out.append(System.lineSeparator());
    }
    average(out, "held-in", comparison, Scoreboard::heldIn);
    average(out, "held-out", comparison, Scoreboard::heldOut);
    return out.toString();
  }

  /** Everything, by stable names. */
  public static String json(Comparison comparison) {
    Map<String, Object> top = new LinkedHashMap<>(board(comparison.model()));
    comparison.other().ifPresent(other -> top.put("other", board(other)));
    top.put("sets", comparison.lines().stream().map(Scores::json).toList());
    try {
      return JSON.writeValueAsString(top);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make JSON", e);
    }
  }

  static String metric(DataSetSpec spec) {
    return spec.metric().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String interval(Interval interval) {
    return String.format(
        Locale.ROOT, "%.1f [%.1f, %.1f]", interval.value(), interval.low(), interval.high());
  }

  private static void average(
      StringBuilder out,
      String name,
      Comparison comparison,
      Function<Scoreboard, OptionalDouble> mean) {
    OptionalDouble own = mean.apply(comparison.model());
    if (own.isPresent()) {
      out.append(String.format(Locale.ROOT, "%-24s %.1f", "average, " + name, own.getAsDouble()));
      comparison
          .other()
          .ifPresent(
              other ->
                  out.append(
                      String.format(Locale.ROOT, "  other %.1f", mean.apply(other).orElseThrow())));
      out.append(System.lineSeparator());
    }
  }

  private static Map<String, Object> board(Scoreboard board) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", board.model());
    json.put("digest", board.digest());
    board.heldIn().ifPresent(mean -> json.put("held_in", mean));
    board.heldOut().ifPresent(mean -> json.put("held_out", mean));
    return json;
  }

  private static Map<String, Object> json(Comparison.Line line) {
    DataSetSpec spec = line.score().spec();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", spec.name());
    json.put("group", spec.group());
    json.put("held_out", spec.heldOut());
    json.put("metric", metric(spec));
    json.put("prompt", spec.prompt());
    json.put("samples", line.score().each().size());
    json.put("failed", line.score().failed());
    json.put("mean_words", line.score().meanWords());
    json.put("score", line.own().value());
    json.put("interval", List.of(line.own().low(), line.own().high()));
    line.others()
        .ifPresent(
            other -> {
              json.put("other", other.value());
              json.put("other_interval", List.of(other.low(), other.high()));
            });
    line.difference()
        .ifPresent(
            difference -> {
              json.put("difference", difference.value());
              json.put("difference_interval", List.of(difference.low(), difference.high()));
            });
    return json;
  }
}
