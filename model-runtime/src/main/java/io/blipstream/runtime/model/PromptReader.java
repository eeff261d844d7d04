package io.blipstream.runtime.model;

import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.qformer.QFormerConfig;
import io.blipstream.runtime.text.PromptTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Between words and ids, with the one or two tokenizers of a checkpoint. Any thread may call it.
 */
final class PromptReader implements AutoCloseable {
  /** Longest prompt in the language model's tokens: bounds the quadratic tables of its encoder. */
  static final int LONGEST_PROMPT = 1_024;

  private final PromptTokenizer words;

  /** Empty where the Q-Former reads no instruction. */
  private final Optional<PromptTokenizer> instructions;

  private final int longestInstruction;

  private PromptReader(
      PromptTokenizer words, Optional<PromptTokenizer> instructions, int longestInstruction) {
    this.words = words;
    this.instructions = instructions;
    this.longestInstruction = longestInstruction;
  }

  /**
   * @throws FatalException FILE_NOT_FOUND or CHECKPOINT_INVALID
   */
  static PromptReader open(Path folder, QFormerConfig qformer) {
    PromptTokenizer words = PromptTokenizer.open(folder);
    Optional<PromptTokenizer> instructions =
        qformer.readsInstruction()
            ? Optional.of(PromptTokenizer.open(folder.resolve("qformer_tokenizer")))
            : Optional.empty();
    return new PromptReader(words, instructions, qformer.positions());
  }

  PromptTokens tokenize(String prompt) {
    long[] ids = words.encode(prompt);
    if (ids.length > LONGEST_PROMPT) {
      throw new FatalException(
          FaultCode.PROMPT_TOO_LONG,
          "the prompt has " + ids.length + " tokens, " + LONGEST_PROMPT + " are allowed");
    }
    return new PromptTokens(
        instructions
            .map(tokenizer -> tokenizer.encode(prompt, longestInstruction))
            .orElse(new long[0]),
        ids);
  }

  DecodingTask task(DecodingOptions options, LanguageModel language) {
    List<List<Integer>> candidates = new ArrayList<>();
    for (String candidate : options.candidates()) {
      List<Integer> ids = new ArrayList<>(words.encodeWords(candidate));
      if (ids.isEmpty()) {
        throw new FatalException(FaultCode.EVENT_INVALID, "a candidate has no words");
      }
      if (language.ranksWithEnd()) {
        ids.add(language.end());
      }
      if (ids.size() > DecodingOptions.LONGEST) {
        throw new FatalException(
            FaultCode.PROMPT_TOO_LONG, "a candidate has " + ids.size() + " tokens");
      }
      candidates.add(ids);
    }
    return new DecodingTask(options, candidates);
  }

  String text(Decoded answer) {
    return words.decode(answer.tokenIds());
  }

  /**
   * @throws FatalException CHECKPOINT_INVALID where the tokenizer opens prompts with another token
   *     than the model was trained with
   */
  void requireOpening(OptionalInt opening, Path folder) {
    if (opening.isPresent()) {
      long[] ids = words.encode("a");
      if (ids.length == 0 || ids[0] != opening.getAsInt()) {
        throw new FatalException(
            FaultCode.CHECKPOINT_INVALID,
            "the tokenizer in %s does not open prompts with token %d, as the model was trained with"
                .formatted(folder, opening.getAsInt()));
      }
    }
  }

  @Override
  public void close() {
    instructions.ifPresent(PromptTokenizer::close);
    words.close();
  }
}
