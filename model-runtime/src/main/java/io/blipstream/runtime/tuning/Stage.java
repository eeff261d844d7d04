package io.blipstream.runtime.tuning;

/**
 * What a run is for: the paper's tuning, or one of the two stages by which BLIP-2 comes before it.
 */
public enum Stage {
  /** Answers to instructions, which the Q-Former reads too. */
  INSTRUCTION,
  /** The Q-Former learns what pictures and texts have in common. */
  ALIGNMENT,
  /** The language model is told by the queries alone; the Q-Former reads no instruction. */
  GENERATION
}
