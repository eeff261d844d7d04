package io.blipstream.ops.ablation;

import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that was measured, by model and words. Of one thread. */
final class Cells {
  private final int seeds;
  private final SeedBootstrap bootstrap;
  private final Map<Cell, List<Measured>> runs = new LinkedHashMap<>();

  /**
   * @param arm the model
   * @param asked the words it was asked with
   */
  record Cell(Arm arm, Wording asked) {
    String text() {
      return arm.asked().size() == 1 ? arm.text() : arm.text() + ", asked with " + asked.text();
    }
  }

  /**
   * @param seeds that every arm is learned with
   */
  Cells(int seeds, SeedBootstrap bootstrap) {
    this.seeds = seeds;
    this.bootstrap = bootstrap;
  }

  void add(Cell cell, Measured measured) {
    runs.computeIfAbsent(cell, unused -> new ArrayList<>()).add(measured);
  }

  List<Cell> measured() {
    return List.copyOf(runs.keySet());
  }

  boolean has(Effect effect) {
    return runs.containsKey(effect.with()) && runs.containsKey(effect.without());
  }

  /** The sides on which something was measured: held-in, held-out. */
  List<Boolean> sides() {
    Measured any = runs.values().iterator().next().get(0);
    return List.of(false, true).stream().filter(side -> !any.side(side).isEmpty()).toList();
  }

  Interval mean(Cell cell, boolean side) {
    return bootstrap.mean(of(cell, side));
  }

  Interval difference(Effect effect, boolean side) {
    return bootstrap.difference(of(effect.with(), side), of(effect.without(), side));
  }

  /** Each data set's mean over seeds, in the declaration's order. */
  Map<String, Double> bySet(Cell cell) {
    Map<String, Double> means = new LinkedHashMap<>();
    List<Measured> all = runs.get(cell);
    for (Measured measured : all) {
      measured.sets().forEach(set -> means.merge(set.name(), set.mean() / all.size(), Double::sum));
    }
    return means;
  }

  /** What was not learned is the same whatever the seed. */
  private List<List<Measured.OfSet>> of(Cell cell, boolean side) {
    List<Measured> own = runs.get(cell);
    List<Measured> all = own.size() == 1 ? Collections.nCopies(seeds, own.get(0)) : own;
    return all.stream().map(measured -> measured.side(side)).toList();
  }
}
