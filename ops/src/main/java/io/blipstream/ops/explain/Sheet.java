package io.blipstream.ops.explain;

import io.blipstream.runtime.explain.ExplainedPicture;
import io.blipstream.runtime.explain.Explanation;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What is shown: the picture, and for each model a row of it under heat, prompt by prompt; below it
 * what each prompt changes, for a model whose queries heed it.
 */
record Sheet(BufferedImage picture, List<Row> rows) {
  /**
   * @param legend what the colours of the row's scale mean
   */
  record Row(String name, List<Panel> panels, BufferedImage scale, String legend) {
    Row {
      panels = List.copyOf(panels);
    }
  }

  /**
   * @param words of the prompt
   * @param text the answer, empty where it stands in the row above
   */
  record Panel(BufferedImage image, String words, String text, String figures) {}

  /** A model's name and what it made of the picture; of all models the same picture. */
  record Told(String model, ExplainedPicture picture) {
    List<Heat> heats() {
      return picture.explanations().stream().map(each -> Heat.of(each.gaze(), picture)).toList();
    }
  }

  /** Differences beyond rounding. */
  private static final double HEEDED = 1e-4;

  Sheet {
    rows = List.copyOf(rows);
  }

  /** One scale of heat for all models, else an even gaze would glow like a sharp one. */
  static Sheet of(List<Told> told) {
    BufferedImage plain = Overlay.plain(told.get(0).picture().picture());
    double most = most(told.stream().flatMap(each -> each.heats().stream()).toList());
    List<Row> rows = new ArrayList<>();
    for (Told each : told) {
      rows.add(heated(plain, each, most));
      List<Heat> heats = each.heats();
      List<Heat> changes = heats.stream().map(heat -> heat.beyond(heats)).toList();
      if (most(changes) > HEEDED) {
        rows.add(changed(plain, each, changes));
      }
    }
    return new Sheet(plain, rows);
  }

  private static double most(List<Heat> heats) {
    return heats.stream().mapToDouble(Heat::most).max().orElseThrow();
  }

  private static Row heated(BufferedImage plain, Told told, double most) {
    List<Heat> heats = told.heats();
    List<Panel> panels =
        IntStream.range(0, heats.size())
            .mapToObj(
                i -> {
                  Explanation explanation = told.picture().explanations().get(i);
                  return new Panel(
                      Overlay.heated(plain, heats.get(i), most),
                      explanation.prompt(),
                      explanation.text(),
                      "confidence %s; at most %s × an even look"
                          .formatted(two(explanation.confidence()), two(heats.get(i).most())));
                })
            .toList();
    return new Row(
        told.model(),
        panels,
        Overlay.scale(Overlay.HEAT, Overlay.SIDE, 16),
        ("where the queries look: 0 to %s × what each patch would get if they looked everywhere"
                + " alike. Last cross-attention layer, mean over queries and heads")
            .formatted(two(most)));
  }

  private static Row changed(BufferedImage plain, Told told, List<Heat> changes) {
    double most = most(changes);
    List<Panel> panels =
        IntStream.range(0, changes.size())
            .mapToObj(
                i ->
                    new Panel(
                        Overlay.diverged(plain, changes.get(i), most),
                        told.picture().explanations().get(i).prompt(),
                        "",
                        "moves %s %% of the attention"
                            .formatted(two(100 * changes.get(i).moved()))))
            .toList();
    return new Row(
        told.model() + ": what each prompt changes",
        panels,
        Overlay.scale(Overlay.DIFFERENCE, Overlay.SIDE, 16),
        "less and more than the mean over these prompts: up to %s × an even look"
            .formatted(two(most)));
  }

  private static String two(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
