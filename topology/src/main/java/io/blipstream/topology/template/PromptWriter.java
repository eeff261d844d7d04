package io.blipstream.topology.template;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Turns an instruction into a prompt. The same event meets the same template as long as the table
 * holds the same versions: a choice is a hash, not a dice. One instance per task; its stream thread
 * owns it.
 */
public final class PromptWriter {
  private static final int LONGEST_NAME = 100;

  private final TemplateTable templates;
  private final DecodingOptions defaults;

  /**
   * @param store the global store of {@link Templates}
   * @param defaults how to decode where neither instruction nor template says
   */
  public PromptWriter(ReadOnlyKeyValueStore<String, Template> store, DecodingOptions defaults) {
    this.templates = new TemplateTable(store);
    this.defaults = requireNonNull(defaults, "defaults");
  }

  /** Words one instruction of an event. */
  public Wording write(String eventId, Instruction instruction) {
    if (instruction.getTask() == Task.UNKNOWN) {
      return refused(
          instruction,
          fault(FaultCode.INSTRUCTION_UNSUPPORTED, "the task is none that this version knows"));
    }
    return template(eventId, instruction)
        .map(template -> fill(instruction, template))
        .orElseGet(() -> missing(instruction));
  }

  private Optional<Template> template(String eventId, Instruction instruction) {
    if (instruction.getTemplate().isPresent()) {
      return instruction.getTemplate().flatMap(TemplateName::parse).flatMap(templates::find);
    }
    List<Template> pool =
        templates.newestOf(instruction.getTask()).stream()
            .filter(template -> hasWordsForAll(template, instruction))
            .toList();
    if (pool.isEmpty()) {
      return Optional.empty();
    }
    byte[] seed = (eventId + '\0' + instruction.getId()).getBytes(StandardCharsets.UTF_8);
    return Optional.of(pool.get(Utils.toPositive(Utils.murmur2(seed)) % pool.size()));
  }

  /**
   * A template with a place for choices is no choice for a question that has none. What every
   * template of the task asks for is left aside: whoever lacks that is told so.
   */
  private static boolean hasWordsForAll(Template template, Instruction instruction) {
    return EnumSet.of(Placeholder.OPTIONS, Placeholder.OCR_TOKENS, Placeholder.HISTORY).stream()
        .allMatch(place -> !place.in(template.getText()) || !place.filling(instruction).isEmpty());
  }

  private Wording fill(Instruction instruction, Template template) {
    Optional<String> resolved = Optional.of(TemplateName.of(template));
    if (template.getTask() != instruction.getTask()) {
      return new RefusedInstruction(
          instruction.getId(),
          resolved,
          fault(
              FaultCode.TEMPLATE_MISMATCHED,
              "the template is for task " + template.getTask() + ", not " + instruction.getTask()),
          false);
    }
    Optional<Fault> invalid =
        PromptText.fault(template, instruction)
            .or(() -> TokenBounds.fault(instruction))
            .map(words -> fault(FaultCode.EVENT_INVALID, words));
    if (invalid.isPresent()) {
      return new RefusedInstruction(instruction.getId(), resolved, invalid.get(), false);
    }
    return new WordedInstruction(
        instruction.getId(),
        instruction.getTask(),
        template.getId(),
        template.getVersion(),
        new Prompt(PromptText.of(template, instruction), decoding(instruction, template)));
  }

  private DecodingOptions decoding(Instruction instruction, Template template) {
    return instruction.getCandidates().isEmpty()
        ? TokenBounds.of(instruction, template, defaults)
        : DecodingOptions.ranking(instruction.getCandidates());
  }

  /** A name that no template can have is not worth waiting for. */
  private static RefusedInstruction missing(Instruction instruction) {
    boolean possible =
        instruction.getTemplate().map(name -> TemplateName.parse(name).isPresent()).orElse(true);
    return new RefusedInstruction(
        instruction.getId(),
        named(instruction),
        fault(
            FaultCode.TEMPLATE_UNKNOWN,
            instruction.getTemplate().isPresent()
                ? "no template of that name is published"
                : "no template of task " + instruction.getTask() + " is published"),
        possible);
  }

  private static RefusedInstruction refused(Instruction instruction, Fault fault) {
    return new RefusedInstruction(instruction.getId(), named(instruction), fault, false);
  }

  private static Optional<String> named(Instruction instruction) {
    return instruction
        .getTemplate()
        .map(name -> name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
  }

  private static Fault fault(FaultCode code, String message) {
    return new Fault(code, message);
  }
}
