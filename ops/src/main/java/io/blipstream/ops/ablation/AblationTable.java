package io.blipstream.ops.ablation;

import io.blipstream.ops.ablation.Cells.Cell;
import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import io.blipstream.runtime.tuning.TuningPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came out, ready to be written down.
 *
 * @param recipe what all arms were learned with, in words
 * @param models each with its averages, by side
 * @param effects what the parts of the recipe bring, beside the paper's figures
 * @param sets of each data set, every model's score in the order of the models
 */
public record AblationTable(
    String recipe, List<Model> models, List<Line> effects, Map<String, List<Double>> sets) {
  /**
   * @param averages by side, held-in and held-out
   */
  record Model(String name, Map<String, Interval> averages) {}

  /**
   * @param side held-in or held-out
   * @param paper the paper's difference; empty where it has none
   * @param ours the model with this part minus the model without
   */
  record Line(
      String effect,
      String without,
      String side,
      OptionalDouble paper,
      String source,
      Interval ours,
      String verdict) {}

  static AblationTable of(AblationSettings settings, Cells cells) {
    List<Model> models = new ArrayList<>();
    Map<String, List<Double>> sets = new LinkedHashMap<>();
    for (Cell cell : cells.measured()) {
      Map<String, Interval> averages = new LinkedHashMap<>();
      cells.sides().forEach(side -> averages.put(name(side), cells.mean(cell, side)));
      models.add(new Model(cell.text(), averages));
      cells
          .bySet(cell)
          .forEach((set, mean) -> sets.computeIfAbsent(set, s -> new ArrayList<>()).add(mean));
    }
    List<Line> lines = new ArrayList<>();
    for (Effect effect : Effect.ALL.stream().filter(cells::has).toList()) {
      for (boolean side : cells.sides()) {
        Interval ours = cells.difference(effect, side);
        lines.add(
            new Line(
                effect.name(),
                effect.without().text(),
                name(side),
                effect.paper(side),
                effect.source(),
                ours,
                effect.verdict(side, ours)));
      }
    }
    return new AblationTable(recipe(settings), models, lines, sets);
  }

  private static String name(boolean heldOut) {
    return heldOut ? "held-out" : "held-in";
  }

  private static String recipe(AblationSettings settings) {
    TuningPlan plan = settings.tune().plan();
    return String.format(
        Locale.ROOT,
        "%d steps of %d samples, rate %s, seeds %s, at most %d samples of each data set measured",
        plan.schedule().steps(),
        plan.batch(),
        plan.schedule().peak(),
        settings.seeds(),
        settings.samples());
  }
}
