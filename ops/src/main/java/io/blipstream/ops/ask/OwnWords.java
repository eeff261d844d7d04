package io.blipstream.ops.ask;

import static io.blipstream.runtime.fault.FaultCode.REQUEST_INVALID;
import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.NearestName;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.Turn;
import io.blipstream.topology.template.BuiltInTemplates;
import io.blipstream.topology.template.PromptText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody brings in place of a prompt, to be worded by a built-in template: the one that is
 * named, else the task's usual one. The pipeline's choice by hash is rejected here: it would need
 * the event's id, and who asks by hand expects the same words every time.
 *
 * @param question to be answered
 * @param answer to which a question is wanted
 * @param template {@code id} or {@code id@version}
 * @param ocrTokens text read in the picture
 * @param history of the dialogue, oldest first
 * @param options choices that the prompt shows
 */
public record OwnWords(
    Optional<String> question,
    Optional<String> answer,
    Optional<String> template,
    List<String> ocrTokens,
    List<Turn> history,
    List<String> options) {
  /**
   * What became of them.
   *
   * @param template {@code id@version}
   */
  record Worded(String prompt, String template) {}

  private static final List<Template> TEMPLATES = BuiltInTemplates.all(Instant.EPOCH);

  public OwnWords {
    requireNonNull(question, "question");
    requireNonNull(answer, "answer");
    requireNonNull(template, "template");
    ocrTokens = List.copyOf(ocrTokens);
    history = List.copyOf(history);
    options = List.copyOf(options);
  }

  /** Whether there is anything. */
  public boolean any() {
    return question.isPresent()
        || answer.isPresent()
        || template.isPresent()
        || !ocrTokens.isEmpty()
        || !history.isEmpty()
        || !options.isEmpty();
  }

  /**
   * @throws FatalException with {@link io.blipstream.runtime.fault.FaultCode#REQUEST_INVALID}
   */
  Worded worded() {
    Template named = template.map(OwnWords::named).orElseGet(this::usual);
    requireFor(named.getTask());
    Template shown = options.isEmpty() ? named : PromptText.withOptions(named);
    Instruction instruction =
        Instruction.newBuilder()
            .setId("ask")
            .setTask(named.getTask())
            .setQuestion(question.orElse(null))
            .setAnswer(answer.orElse(null))
            .setCandidates(options)
            .setOcrTokens(ocrTokens)
            .setHistory(history)
            .build();
    PromptText.fault(shown, instruction)
        .ifPresent(
            fault -> {
              throw invalid(fault);
            });
    return new Worded(PromptText.of(shown, instruction), named.getId() + "@" + named.getVersion());
  }

  private Template usual() {
    return named(
        question.isPresent() ? "answer-05" : answer.isPresent() ? "question-01" : "caption-01");
  }

  private static Template named(String name) {
    return TEMPLATES.stream()
        .filter(
            each ->
                name.equals(each.getId()) || name.equals(each.getId() + "@" + each.getVersion()))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "no built-in template \""
                        + name
                        + "\""
                        + NearestName.to(name, TEMPLATES.stream().map(Template::getId).toList())
                            .map(near -> "; did you mean \"" + near + "\"?")
                            .orElse("")));
  }

  private void requireFor(Task task) {
    if (question.isPresent() != (task == Task.ANSWER)
        || answer.isPresent() != (task == Task.QUESTION)) {
      throw invalid(
          switch (task) {
            case ANSWER -> "a template for answers needs \"question\" and no \"answer\"";
            case QUESTION -> "a template for questions needs \"answer\" and no \"question\"";
            default -> "a template for captions takes neither \"question\" nor \"answer\"";
          });
    }
    if (!options.isEmpty() && task != Task.ANSWER) {
      throw invalid("\"options\" go with a \"question\"");
    }
  }

  private static FatalException invalid(String words) {
    return new FatalException(REQUEST_INVALID, words);
  }
}
