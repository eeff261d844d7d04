package io.blipstream.ops.cli;

import io.blipstream.ops.ask.Ask;
import io.blipstream.ops.ask.OwnWords;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.fault.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is asked of one picture on the command line. */
final class AskedOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What to ask of IMAGE, word for word; more than once for more prompts.")
  private List<String> prompts = List.of();

  @Option(
      names = "--question",
      paramLabel = "TEXT",
      description = "A question, worded by a template; more than once for more questions.")
  private List<String> questions = List.of();

  @Option(
      names = "--answer",
      paramLabel = "TEXT",
      description = "An answer to which a question is wanted.")
  private List<String> answers = List.of();

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "The built-in template that words it; by itself one for captions.")
  private String template;

  @Option(
      names = "--ocr-token",
      paramLabel = "TEXT",
      description = "Text read in the picture; once for each.")
  private List<String> ocrTokens = List.of();

  @Option(
      names = "--option",
      paramLabel = "TEXT",
      description = "A choice that the question shows; once for each.")
  private List<String> options = List.of();

  @Option(
      names = "--candidate",
      paramLabel = "TEXT",
      description = "A closed answer; the likeliest of them is given.")
  private List<String> candidates = List.of();

  @Option(
      names = "--max-new-tokens",
      paramLabel = "N",
      description = "Longest answer in tokens (default: ${DEFAULT-VALUE}).")
  private int maxNewTokens = DecodingOptions.DEFAULT.maxNewTokens();

  @Option(
      names = "--num-beams",
      paramLabel = "N",
      description = "Hypotheses of a beam search; 1, the default, is greedy.")
  private int beams = 1;

  /** Whether any of them that words a prompt was given. */
  boolean any() {
    return !prompts.isEmpty() || !questions.isEmpty() || !answers.isEmpty() || template != null;
  }

  /** In the order prompts, questions, answers; where there is none, a caption. */
  List<Ask> of(String image) {
    DecodingOptions decoding = decoding();
    try {
      List<Ask> asks = new ArrayList<>();
      prompts.forEach(prompt -> asks.add(new Ask("", image, prompt, decoding)));
      for (OwnWords words : words()) {
        asks.add(Ask.worded(image, words, decoding));
      }
      return asks;
    } catch (FatalException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<OwnWords> words() {
    List<OwnWords> words = new ArrayList<>();
    questions.forEach(each -> words.add(words(Optional.of(each), Optional.empty())));
    answers.forEach(each -> words.add(words(Optional.empty(), Optional.of(each))));
    OwnWords bare = words(Optional.empty(), Optional.empty());
    if (!words.isEmpty()) {
      return words;
    }
    if (!prompts.isEmpty() && bare.any()) {
      throw new ParameterException(
          spec.commandLine(),
          "--prompt is taken word for word: --template, --ocr-token and --option do not change it");
    }
    return prompts.isEmpty() ? List.of(bare) : List.of();
  }

  private OwnWords words(Optional<String> question, Optional<String> answer) {
    return new OwnWords(
        question, answer, Optional.ofNullable(template), ocrTokens, List.of(), options);
  }

  private DecodingOptions decoding() {
    try {
      return new DecodingOptions(maxNewTokens, 0, beams, 1, 1, Optional.empty(), candidates);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
