package io.blipstream.topology.template;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Prompt;
import io.blipstream.schemas.Task;

/** An instruction in the words that the model gets, and which template they come from. */
public record WordedInstruction(
    String instructionId, Task task, String templateId, int templateVersion, Prompt prompt)
    implements Wording {
  public WordedInstruction {
    requireNonNull(instructionId, "instructionId");
    requireNonNull(task, "task");
    requireNonNull(templateId, "templateId");
    requireNonNull(prompt, "prompt");
  }

  /** {@code id@version}. */
  public String template() {
    return TemplateName.of(templateId, templateVersion);
  }
}
