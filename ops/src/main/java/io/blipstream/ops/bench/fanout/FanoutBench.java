package io.blipstream.ops.bench.fanout;

import io.blipstream.ops.bench.Feeder;
import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Rounds;
import io.blipstream.ops.bench.Workload;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ratio of two times over the same pictures: with three instructions each, and with one. The
 * one is each of the three in turn, so that both sides say equally long answers. Turn by turn in
 * one run.
 */
public final class FanoutBench {
  /** A caption and two questions, as an event brings them. */
  private static final List<Prompt> INSTRUCTIONS =
      Stream.of(
              "A short image caption:",
              "Question: what color is the background? Short answer:",
              "Question: how many objects are in the picture? Short answer:")
          .map(text -> new Prompt(text, DecodingOptions.DEFAULT))
          .toList();

  private FanoutBench() {}

  /**
   * @param pictures whose own prompts are left aside
   * @param rounds of one turn each
   */
  public static Findings run(Engine engine, Workload pictures, int rounds)
      throws InterruptedException {
    Workload one = pictures.asking(INSTRUCTIONS.stream().map(List::of).toList());
    Workload three = pictures.asking(List.of(INSTRUCTIONS));
    Feeder feeder = new Feeder(engine, Feeder.WINDOW);
    feeder.run(three.pass(0, Lane.BULK));
    feeder.run(one.pass(1, Lane.BULK));
    List<Double> ones = new ArrayList<>();
    List<Double> threes = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ones.add(feeder.run(one.pass(2 + 2L * round, Lane.BULK)).seconds());
      threes.add(feeder.run(three.pass(3 + 2L * round, Lane.BULK)).seconds());
      ratios.add(threes.get(round) / ones.get(round));
    }
    return new Findings("fanout")
        .with("ratio", Rounds.median(ratios))
        .with("ratio_by_round", ratios.stream().map(Findings::rounded).toList())
        .with("seconds_with_one", Rounds.median(ones))
        .with("seconds_with_three", Rounds.median(threes))
        .with("pictures", pictures.items().size());
  }
}
