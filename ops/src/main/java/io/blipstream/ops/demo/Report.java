package io.blipstream.ops.demo;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.blipstream.ops.explain.Html;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The run as one HTML page that needs nothing beside itself: pictures, what was asked and said,
 * right or wrong. Of one thread.
 */
final class Report {
  /** Some 10 MB of page; a run without an end must not become one without an end, too. */
  static final int MOST_PICTURES = 1_000;

  private final Path file;
  private final List<AnsweredPicture> pictures = new ArrayList<>();

  private Report(Path file) {
    this.file = file;
  }

  /**
   * Makes the file: where that cannot be, it is said before the run and not after it. An earlier
   * report stays until there is a new one.
   *
   * @throws FatalException with {@link FaultCode#FILE_NOT_FOUND}
   */
  static Report to(Path file) {
    try (OutputStream unused = Files.newOutputStream(file, CREATE, WRITE)) {
      return new Report(file);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  void add(AnsweredPicture answered) {
    if (pictures.size() < MOST_PICTURES) {
      pictures.add(answered);
    }
  }

  void finish(Summary summary) {
    StringBuilder rows = new StringBuilder();
    for (Summary.Line line : summary.lines()) {
      rows.append("<tr><th scope=\"row\">")
          .append(Html.escaped(line.name()))
          .append("</th><td>")
          .append(Html.escaped(line.value()))
          .append("</td></tr>\n");
    }
    StringBuilder cards = new StringBuilder();
    pictures.forEach(answered -> cards.append(ReportCard.html(answered)));
    String page = page().replace("<!--summary-->", rows).replace("<!--pictures-->", cards);
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static FatalException unwritable(Path file, IOException e) {
    return new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write the report " + file, e);
  }

  private static String page() {
    try (InputStream in = Report.class.getResourceAsStream("report.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
