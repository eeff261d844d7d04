package io.blipstream.ops.evaluate;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.blipstream.ops.explain.Html;
import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import io.blipstream.runtime.evaluation.Prediction;
import io.blipstream.runtime.evaluation.SetScore;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Scores and pictures of what went wrong, as one HTML page that needs nothing beside itself. */
public final class EvaluationReport {
  /** Of each set, the worst. */
  private static final int MOST_PICTURES = 12;

  /** Larger pictures are named, not shown: the page stays some megabytes. */
  private static final int LARGEST_PICTURE = 1 << 20;

  private final Path file;

  private EvaluationReport(Path file) {
    this.file = file;
  }

  /**
   * Makes the file: where that cannot be, it is said before hours of asking and not after them.
   *
   * @throws FatalException FILE_NOT_FOUND
   */
  public static EvaluationReport to(Path file) {
    try (OutputStream unused = Files.newOutputStream(file, CREATE, WRITE)) {
      return new EvaluationReport(file);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write the report " + file, e);
    }
  }

  public void write(Comparison comparison) {
    StringBuilder rows = new StringBuilder();
    StringBuilder wrong = new StringBuilder();
    for (Comparison.Line line : comparison.lines()) {
      rows.append(row(line));
      wrong.append(wrong(line));
    }
    String page =
        template()
            .replace("<!--models-->", models(comparison))
            .replace("<!--rows-->", rows)
            .replace("<!--wrong-->", wrong);
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write the report " + file, e);
    }
  }

  private static String models(Comparison comparison) {
    String own = "<strong>" + Html.escaped(comparison.model().model()) + "</strong>";
    String averages =
        averages(comparison.model().heldIn().stream().boxed().findFirst(), "held-in")
            + averages(comparison.model().heldOut().stream().boxed().findFirst(), "held-out");
    return comparison
        .other()
        .map(
            other ->
                own
                    + averages
                    + "; compared with <strong>"
                    + Html.escaped(other.model())
                    + "</strong>"
                    + averages(other.heldIn().stream().boxed().findFirst(), "held-in")
                    + averages(other.heldOut().stream().boxed().findFirst(), "held-out"))
        .orElse(own + averages);
  }

  private static String averages(Optional<Double> mean, String name) {
    return mean.map(value -> String.format(Locale.ROOT, ", %s average %.1f", name, value))
        .orElse("");
  }

  private static String row(Comparison.Line line) {
    SetScore score = line.score();
    return String.format(
        Locale.ROOT,
        "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%d</td><td>%.1f</td><td>%s</td><td>%s</td><td class=\"%s\">%s</td></tr>\n",
        Html.escaped(score.spec().name()),
        Html.escaped(score.spec().group()),
        score.spec().heldOut() ? "held-out" : "held-in",
        Scores.metric(score.spec()),
        score.each().size(),
        score.meanWords(),
        Scores.interval(line.own()),
        line.others().map(Scores::interval).orElse(""),
        line.difference().map(EvaluationReport::kind).orElse(""),
        line.difference().map(Scores::interval).orElse(""));
  }

  private static String kind(Interval difference) {
    return difference.clear() ? (difference.value() > 0 ? "right" : "wrong") : "unclear";
  }

  private static String wrong(Comparison.Line line) {
    SetScore score = line.score();
    StringBuilder html = new StringBuilder();
    html.append("<h2>").append(Html.escaped(score.spec().name())).append("</h2>\n");
    html.append("<p class=\"asked\">").append(Html.escaped(score.spec().prompt())).append("</p>\n");
    html.append("<div class=\"pictures\">\n");
    for (int index : score.worst(MOST_PICTURES)) {
      Optional<String> other = line.otherScore().map(each -> said(each.predictions().get(index)));
      html.append(card(score.predictions().get(index), other, score.each().get(index)));
    }
    return html.append("</div>\n").toString();
  }

  private static String said(Prediction one) {
    return one.fault().map(fault -> "(" + fault.code() + ")").orElse(one.text());
  }

  /**
   * @param other what the other model said of it
   */
  private static String card(Prediction one, Optional<String> other, double value) {
    StringBuilder html = new StringBuilder("<article>\n");
    one.sample().frames().forEach(frame -> html.append(picture(frame)));
    return html.append(
            "<p><span class=\"asked\">%s</span> <strong>%s</strong>%s <span class=\"truth\">right: %s; counts %s</span></p>\n</article>\n"
                .formatted(
                    Html.escaped(one.instruction()),
                    Html.escaped(said(one)),
                    other
                        .map(
                            text ->
                                " <span class=\"truth\">the other: "
                                    + Html.escaped(text)
                                    + "</span>")
                        .orElse(""),
                    Html.escaped(
                        String.join(" / ", one.sample().targets().stream().distinct().toList())),
                    String.format(Locale.ROOT, "%.2f", value)))
        .toString();
  }

  private static String picture(Path file) {
    String name = Html.escaped(String.valueOf(file.getFileName()));
    try {
      if (Files.size(file) > LARGEST_PICTURE) {
        return "<p>" + name + "</p>\n";
      }
      String lower = name.toLowerCase(Locale.ROOT);
      String type = lower.endsWith(".png") ? "png" : lower.endsWith(".webp") ? "webp" : "jpeg";
      return "<img width=\"224\" alt=\"%s\" src=\"data:image/%s;base64,%s\">\n"
          .formatted(name, type, Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    } catch (IOException e) {
      return "<p>" + name + ", which cannot be read any more</p>\n";
    }
  }

  private static String template() {
    try (InputStream in = EvaluationReport.class.getResourceAsStream("report.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
