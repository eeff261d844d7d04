package io.blipstream.ops.ablation;

import io.blipstream.runtime.data.Mixture.Balance;
import io.blipstream.runtime.tuning.Network;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The models that are compared: the paper's, and those that lack one part of its recipe. */
public enum Arm {
  /** The start, not tuned at all. */
  BLIP_2(Wording.INSTRUCTIONS),
  /** All of the recipe. */
  INSTRUCTBLIP(Wording.INSTRUCTIONS),
  /** The same, but the Q-Former does not see the instruction. */
  INSTRUCTION_BLIND(Wording.INSTRUCTIONS),
  /** The same, but every data set is drawn as often. */
  UNBALANCED(Wording.INSTRUCTIONS),
  /** Multitask training without instructions. */
  MULTITASK_PLAIN(Wording.PLAIN),
  /** Multitask training behind names of tasks and data sets. */
  MULTITASK_IDENTIFIERS(Wording.IDENTIFIERS),
  /** The same as InstructBLIP, but the image encoder learns too. */
  UNFROZEN(Wording.INSTRUCTIONS);

  private final Wording wording;

  Arm(Wording wording) {
    this.wording = wording;
  }

  /** In which words it learns. */
  Wording wording() {
    return wording;
  }

  /** In which words it is measured. */
  List<Wording> asked() {
    return switch (this) {
      case MULTITASK_PLAIN -> List.of(Wording.PLAIN);
      case MULTITASK_IDENTIFIERS -> List.of(Wording.INSTRUCTIONS, Wording.IDENTIFIERS);
      default -> List.of(Wording.INSTRUCTIONS);
    };
  }

  boolean tuned() {
    return this != BLIP_2;
  }

  boolean readsInstruction() {
    return tuned() && this != INSTRUCTION_BLIND;
  }

  Balance balance() {
    return this == UNBALANCED ? Balance.UNIFORM : Balance.SQUARE_ROOT;
  }

  Set<Network> learns() {
    return this == UNFROZEN
        ? Set.of(Network.IMAGE_ENCODER, Network.Q_FORMER)
        : Set.of(Network.Q_FORMER);
  }

  /** As settings and tables write it. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
