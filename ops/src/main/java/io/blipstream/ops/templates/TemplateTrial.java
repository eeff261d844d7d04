package io.blipstream.ops.templates;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.PromptText;
import io.blipstream.topology.template.TemplateLint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Templates put to work on one question or answer.
 *
 * <p>Those of a task for which nothing was given are left out: a question is no trial of a template
 * that asks for one.
 */
public record TemplateTrial(
    List<Template> templates, Optional<String> question, Optional<String> answer) {
  /** What one request may hold. */
  private static final int MOST = 32;

  public TemplateTrial {
    requireNonNull(question, "question");
    requireNonNull(answer, "answer");
    templates =
        templates.stream()
            .filter(
                each ->
                    switch (each.getTask()) {
                      case ANSWER -> question.isPresent();
                      case QUESTION -> answer.isPresent();
                      default -> question.isEmpty() && answer.isEmpty();
                    })
            .toList();
    if (templates.isEmpty() || templates.size() > MOST) {
      throw new FatalException(
          FaultCode.USAGE,
          templates.isEmpty()
              ? "no template fits: --question is for ANSWER, --answer for QUESTION, neither for"
                  + " CAPTION"
              : "more than " + MOST + " templates at once; --id names one");
    }
  }

  /**
   * What became of one.
   *
   * @param prompt empty where the template cannot word it
   * @param text empty where the model was not asked, or has a fault
   */
  public record Tried(
      String template, Optional<String> prompt, Optional<String> text, Optional<Fault> fault) {
    /** For people. */
    public String line() {
      return template
          + " | "
          + prompt.orElse("")
          + text.map(words -> " | " + words).orElse("")
          + fault.map(each -> " | " + each.code() + ": " + each.message()).orElse("");
    }

    /** For programs. */
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("template", template);
      fields.put("prompt", prompt.orElse(null));
      text.ifPresent(words -> fields.put("text", words));
      fault.ifPresent(
          each -> {
            fields.put("fault", each.code().code());
            fields.put("message", each.message());
          });
      return fields;
    }
  }

  /** The prompts alone. */
  public List<Tried> worded() {
    return templates.stream().map(this::worded).toList();
  }

  /** The prompts, and what the model says to a picture. */
  public List<Tried> asked(Path image, Configuration configuration, EngineOpener engines) {
    ByteBuffer bytes = read(image, configuration.value(Keys.IMAGE_MAX_BYTES));
    try (Engine engine = engines.open(configuration)) {
      return asked(bytes, configuration.value(Keys.DECODING_MAX_NEW_TOKENS), engine);
    }
  }

  /**
   * The same with an engine that runs already.
   *
   * @param image as encoded
   * @param mostTokens where a template does not say
   */
  public List<Tried> asked(ByteBuffer image, int mostTokens, Engine engine) {
    List<Tried> worded = worded();
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < worded.size(); i++) {
      int tokens = tokens(templates.get(i), mostTokens);
      worded
          .get(i)
          .prompt()
          .ifPresent(words -> prompts.add(new Prompt(words, new DecodingOptions(tokens))));
    }
    if (prompts.isEmpty()) {
      return worded;
    }
    Reply reply =
        engine
            .submit(
                new ImageRequest(
                    "try", Lane.INTERACTIVE, Optional.empty(), List.of(image), prompts))
            .join();
    return joined(worded, reply);
  }

  private static List<Tried> joined(List<Tried> worded, Reply reply) {
    List<Tried> joined = new ArrayList<>();
    int next = 0;
    for (Tried each : worded) {
      if (each.prompt().isEmpty()) {
        joined.add(each);
      } else if (reply instanceof Reply.Answered answered) {
        joined.add(joined(each, answered.outcomes().get(next++)));
      } else {
        joined.add(failed(each, ((Reply.Rejected) reply).fault()));
      }
    }
    return joined;
  }

  private static Tried joined(Tried tried, Outcome outcome) {
    return outcome instanceof Outcome.Answer answer
        ? new Tried(tried.template(), tried.prompt(), Optional.of(answer.text()), Optional.empty())
        : failed(tried, ((Outcome.Failed) outcome).fault());
  }

  private static Tried failed(Tried tried, Fault fault) {
    return new Tried(tried.template(), tried.prompt(), Optional.empty(), Optional.of(fault));
  }

  private Tried worded(Template template) {
    Instruction instruction =
        Instruction.newBuilder()
            .setId("try")
            .setTask(template.getTask())
            .setQuestion(template.getTask() == Task.ANSWER ? question.orElse(null) : null)
            .setAnswer(template.getTask() == Task.QUESTION ? answer.orElse(null) : null)
            .build();
    Optional<Fault> fault =
        TemplateLint.fault(template)
            .map(words -> new Fault(FaultCode.TEMPLATE_INVALID, words))
            .or(
                () ->
                    PromptText.fault(template, instruction)
                        .map(words -> new Fault(FaultCode.REQUEST_INVALID, words)));
    return new Tried(
        TemplateLines.name(template),
        fault.isPresent() ? Optional.empty() : Optional.of(PromptText.of(template, instruction)),
        Optional.empty(),
        fault);
  }

  private static int tokens(Template template, int most) {
    return template.getOptions().flatMap(Options::getMaxNewTokens).orElse(most);
  }

  private static ByteBuffer read(Path image, int mostBytes) {
    try {
      if (Files.size(image) > mostBytes) {
        throw new FatalException(
            FaultCode.IMAGE_TOO_LARGE, image + " is larger than " + mostBytes + " bytes");
      }
      return ByteBuffer.wrap(Files.readAllBytes(image));
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "no readable picture " + image, e);
    }
  }
}
