package io.blipstream.ops.ablation;

import io.blipstream.ops.ablation.Cells.Cell;
import io.blipstream.runtime.evaluation.Bootstrap.Interval;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the paper says that a part of its recipe brings.
 *
 * @param name of the part
 * @param with the model that has it
 * @param without the one that lacks it
 * @param heldIn the paper's difference in points, held-in; empty where it has no figure
 * @param heldOut the same, held-out
 * @param source where in the paper
 * @see <a href="https://arxiv.org/abs/2305.06500">InstructBLIP, table 2 and figure 4</a>
 */
record Effect(
    String name,
    Cell with,
    Cell without,
    OptionalDouble heldIn,
    OptionalDouble heldOut,
    String source) {
  private static final Cell FULL = new Cell(Arm.INSTRUCTBLIP, Wording.INSTRUCTIONS);
  private static final String FIGURE_4 = "figure 4, Flan-T5-XL";
  private static final String TABLE_2 = "table 2, Flan-T5-XL; held-out: mean of its five sets";

  static final List<Effect> ALL =
      List.of(
          of("instruction tuning", Arm.BLIP_2, Wording.INSTRUCTIONS, 26.0, 6.8, FIGURE_4),
          of(
              "instruction seen by the Q-Former",
              Arm.INSTRUCTION_BLIND,
              Wording.INSTRUCTIONS,
              4.3,
              5.4,
              TABLE_2),
          of("balanced sampling", Arm.UNBALANCED, Wording.INSTRUCTIONS, 1.5, 1.8, TABLE_2),
          of(
              "instructions over plain multitask",
              Arm.MULTITASK_PLAIN,
              Wording.PLAIN,
              1.3,
              6.6,
              FIGURE_4),
          of(
              "instructions over identifiers, asked with instructions",
              Arm.MULTITASK_IDENTIFIERS,
              Wording.INSTRUCTIONS,
              4.8,
              7.4,
              FIGURE_4),
          of(
              "instructions over identifiers, asked with identifiers",
              Arm.MULTITASK_IDENTIFIERS,
              Wording.IDENTIFIERS,
              0.1,
              6.1,
              FIGURE_4),
          new Effect(
              "frozen image encoder",
              FULL,
              new Cell(Arm.UNFROZEN, Wording.INSTRUCTIONS),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              "no figure: the paper freezes it to learn a sixth of the weights"));

  private static Effect of(
      String name, Arm without, Wording asked, double heldIn, double heldOut, String source) {
    return new Effect(
        name,
        FULL,
        new Cell(without, asked),
        OptionalDouble.of(heldIn),
        OptionalDouble.of(heldOut),
        source);
  }

  OptionalDouble paper(boolean side) {
    return side ? heldOut : heldIn;
  }

  /** How ours stands beside the paper's, in words. */
  String verdict(boolean side, Interval ours) {
    OptionalDouble paper = paper(side);
    if (!ours.clear()) {
      return "not clear";
    }
    if (paper.isEmpty()) {
      return ours.value() > 0 ? "clearly better" : "clearly worse";
    }
    return Math.signum(ours.value()) == Math.signum(paper.getAsDouble())
        ? "as the paper"
        : "opposite to the paper";
  }
}
