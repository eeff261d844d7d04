package io.blipstream.ops.demo;

import io.blipstream.ops.scenes.SceneTask;
import io.blipstream.schemas.Timings;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * The demo on the terminal: each picture's texts as they come, and where the run stands. On a
 * terminal the progress is one line that is written over; elsewhere a line now and then.
 */
final class Printer implements Showing {
  private static final int PICTURES_BETWEEN_PROGRESS = 25;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final DemoOptions options;

  Printer(PrintWriter out, boolean terminal, DemoOptions options) {
    this.out = out;
    this.terminal = terminal;
    this.options = options;
  }

  @Override
  public boolean closed() {
    return out.checkError();
  }

  @Override
  public void stage(String words) {
    out.println(words);
    out.flush();
  }

  @Override
  public void answered(AnsweredPicture answered, Tally tally, double seconds) {
    if (terminal) {
      out.print(ERASE_LINE);
    }
    out.println(
        coloured("1", "picture " + answered.picture().number())
            + "  "
            + answered.picture().description());
    answered.said().forEach(said -> out.println("  " + line(said)));
    answered.slowest().ifPresent(said -> out.println("  " + coloured("2", times(said))));
    if (terminal) {
      out.print(progress(tally, seconds));
    } else if (tally.pictures() % PICTURES_BETWEEN_PROGRESS == 0) {
      out.println(progress(tally, seconds));
    }
    out.flush();
  }

  @Override
  public void summary(Summary summary) {
    if (terminal) {
      out.print(ERASE_LINE);
    }
    out.println();
    for (Summary.Line line : summary.lines()) {
      out.printf("%-13s %s%n", line.name(), line.value());
    }
    out.println(NextSteps.afterwards());
    out.flush();
  }

  private String line(Said said) {
    String mark = said.right() ? coloured("32", "✓") : coloured("31", "✗");
    String hint =
        said.right() || said.truth().isEmpty()
            ? ""
            : coloured("2", "  (right: " + said.truth() + ")");
    return mark + " " + question(said.asked()) + " " + coloured("1", said.text()) + hint;
  }

  private static String question(Asked asked) {
    if (asked.task() instanceof SceneTask.Answer answer) {
      return answer.question();
    }
    if (asked.task() instanceof SceneTask.Question question) {
      return "a question with the answer \"" + question.answer() + "\":";
    }
    return "caption:";
  }

  private static String times(Said said) {
    Timings times = said.timings().orElseThrow();
    return String.format(
        Locale.ROOT,
        "queue %.0f, decode %.0f, vision %.0f, q-former %.0f, language %.0f, total %.0f ms;"
            + " batch of %d",
        times.getQueueMs(),
        times.getDecodeMs(),
        times.getVisionMs(),
        times.getQformerMs(),
        times.getLanguageMs(),
        times.getTotalMs(),
        said.batchSize());
  }

  private String progress(Tally tally, double seconds) {
    String of = options.pictures().isPresent() ? " of " + options.pictures().getAsInt() : "";
    return String.format(
        Locale.ROOT,
        "-- %d%s pictures, %d texts, %.3f right, %.1f images/s",
        tally.pictures(),
        of,
        tally.overall().all(),
        tally.overall().value(),
        seconds == 0 ? 0 : tally.pictures() / seconds);
  }

  private String coloured(String code, String text) {
    return terminal ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
