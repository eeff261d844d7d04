package io.blipstream.ops.ablation;

import io.blipstream.runtime.data.DataSetSpec;
import io.blipstream.runtime.data.InstructionTemplate;
import java.util.List;
import java.util.Locale;

/** In which words samples are learned, and asked. */
public enum Wording {
  /** The data sets' own templates and prompts. */
  INSTRUCTIONS,
  /**
   * Learned without any instruction: a question alone, of a caption nothing. Asked with
   * instructions; but captions, as in the paper, with the picture alone.
   */
  PLAIN,
  /**
   * Learned behind {@code [task:data set]}. Asked so too; behind {@code [task]} where the data set
   * was never seen.
   */
  IDENTIFIERS;

  /** A data set as it is learned. */
  DataSetSpec learned(DataSetSpec spec) {
    String bare = new InstructionTemplate(spec.templates().get(0)).bare().text();
    return switch (this) {
      case INSTRUCTIONS -> spec;
      case PLAIN -> spec.worded(List.of(bare), bare);
      case IDENTIFIERS -> identified(spec, spec.group() + ":" + spec.name(), bare);
    };
  }

  /** A data set as it is asked. */
  DataSetSpec asked(DataSetSpec spec) {
    String bare = new InstructionTemplate(spec.prompt()).bare().text();
    return switch (this) {
      case INSTRUCTIONS -> spec;
      case PLAIN -> bare.isEmpty() ? spec.worded(List.of(bare), bare) : spec;
      case IDENTIFIERS ->
          identified(spec, spec.heldOut() ? spec.group() : spec.group() + ":" + spec.name(), bare);
    };
  }

  private static DataSetSpec identified(DataSetSpec spec, String name, String bare) {
    String text = ("[" + name + "] " + bare).strip();
    return spec.worded(List.of(text), text);
  }

  /** As tables write it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
