package io.blipstream.topology.recipe.alttext;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import java.util.Set;

/**
 * How alt texts are asked for and made.
 *
 * @param feeds whose captions become alt texts; all where empty
 * @param instruction id of the instruction whose caption it is
 * @param template the wording, pinned: {@code id@version}
 * @param leastTokens of the model's answer
 * @param mostTokens of the model's answer
 * @param mostCharacters of the text, before it is escaped
 * @param leastConfidence below which the fallback stands in its place
 * @param fallback what is said where the model is no help
 */
public record AltTextSettings(
    Set<String> feeds,
    String instruction,
    String template,
    int leastTokens,
    int mostTokens,
    int mostCharacters,
    double leastConfidence,
    String fallback) {
  /** Of a text: shorter ones have no room for a sentence. */
  public static final int LEAST_CHARACTERS = 20;

  public AltTextSettings {
    feeds = Set.copyOf(feeds);
    requireNonNull(instruction, "instruction");
    requireNonNull(template, "template");
    requireNonNull(fallback, "fallback");
    if (leastTokens > mostTokens) {
      throw new IllegalArgumentException(
          "an answer of at least " + leastTokens + " and at most " + mostTokens + " tokens");
    }
    if (mostCharacters < LEAST_CHARACTERS || fallback.length() > mostCharacters) {
      throw new IllegalArgumentException(
          "an alt text has room for " + LEAST_CHARACTERS + " characters and for the fallback");
    }
  }

  /** What a producer puts into its events. */
  public Instruction asked() {
    return Instruction.newBuilder()
        .setId(instruction)
        .setTask(Task.CAPTION)
        .setTemplate(template)
        .setOptions(
            Options.newBuilder().setMinNewTokens(leastTokens).setMaxNewTokens(mostTokens).build())
        .build();
  }
}
