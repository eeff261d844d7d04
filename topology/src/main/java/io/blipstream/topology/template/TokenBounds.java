package io.blipstream.topology.template;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Template;
import java.util.Optional;

/** How long an answer may be, and how long it must be. */
final class TokenBounds {
  private TokenBounds() {}

  /** What is wrong with an instruction's own bounds. */
  static Optional<String> fault(Instruction instruction) {
    return instruction.getOptions().flatMap(TokenBounds::fault);
  }

  /** What is wrong with bounds, whoever gave them. */
  static Optional<String> fault(Options options) {
    int most = options.getMaxNewTokens().orElse(DecodingOptions.LONGEST);
    if (most < 1 || most > DecodingOptions.LONGEST) {
      return Optional.of("max_new_tokens must be 1 to " + DecodingOptions.LONGEST);
    }
    return options
        .getMinNewTokens()
        .filter(least -> least < 0 || least > most)
        .map(least -> "min_new_tokens must be 0 to " + most);
  }

  /**
   * The bounds in force, each by itself: the instruction's, else the template's, else the default.
   * Where they come from different places and contradict each other, the upper one counts: it is
   * the one that bounds memory.
   */
  static DecodingOptions of(Instruction instruction, Template template, DecodingOptions defaults) {
    int most =
        instruction
            .getOptions()
            .flatMap(Options::getMaxNewTokens)
            .or(() -> template.getOptions().flatMap(Options::getMaxNewTokens))
            .orElse(defaults.maxNewTokens());
    int least =
        instruction
            .getOptions()
            .flatMap(Options::getMinNewTokens)
            .or(() -> template.getOptions().flatMap(Options::getMinNewTokens))
            .orElse(defaults.minNewTokens());
    return new DecodingOptions(
        most,
        Math.min(least, most),
        defaults.beams(),
        defaults.lengthPenalty(),
        defaults.repetitionPenalty(),
        defaults.sampling(),
        defaults.candidates());
  }
}
