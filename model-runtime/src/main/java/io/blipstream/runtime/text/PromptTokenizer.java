package io.blipstream.runtime.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.natives.NativeLibraries;
import io.blipstream.runtime.weights.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One tokenizer of a checkpoint, from its {@code tokenizer.json}. Truncation and padding that the
 * file may have baked in are off: both are decided by the caller, per batch. Any thread may call
 * it.
 */
public final class PromptTokenizer implements AutoCloseable {
  private static final long LARGEST_FILE = 64L << 20;

  /** What other tokenizers of the reference read: sentence pieces, merges, or words. */
  private static final List<String> SLOW =
      List.of("spiece.model", "tokenizer.model", "vocab.json", "vocab.txt");

  /** What the reference's tidying takes for what, in its order. */
  private static final List<String> TIDIED =
      List.of(" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're");

  private final HuggingFaceTokenizer tokenizer;
  private final Template template;

  /** Whether spaces before punctuation are taken out of answers. */
  private final boolean tidies;

  private PromptTokenizer(HuggingFaceTokenizer tokenizer, Template template, boolean tidies) {
    this.tokenizer = tokenizer;
    this.template = template;
    this.tidies = tidies;
  }

  /**
   * @param folder holds {@code tokenizer.json}, and mostly {@code tokenizer_config.json}
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID, or CHECKPOINT_UNSUPPORTED where
   *     there are only the files of slow tokenizers
   */
  public static PromptTokenizer open(Path folder) {
    Path file = folder.resolve("tokenizer.json");
    if (!Files.isRegularFile(file)) {
      throw missing(folder, file);
    }
    NativeLibraries.requireShipped("tokenizers");
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new FatalException(
            FaultCode.CHECKPOINT_INVALID, file + " is larger than " + LARGEST_FILE + " bytes");
      }
      Optional<ConfigNode> settings = settings(folder.resolve("tokenizer_config.json"));
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "false", "padding", "false"));
      return new PromptTokenizer(
          tokenizer,
          settings.map(s -> Template.of(s, tokenizer)).orElse(Template.OF_THE_FILE),
          settings.map(s -> s.flag("clean_up_tokenization_spaces", false)).orElse(false));
    } catch (IOException | RuntimeException e) {
      if (e instanceof FatalException fatal) {
        throw fatal;
      }
      throw new FatalException(FaultCode.CHECKPOINT_INVALID, file + " is broken: " + e, e);
    }
  }

  private static Optional<ConfigNode> settings(Path file) {
    return Files.isRegularFile(file) ? Optional.of(ConfigNode.read(file)) : Optional.empty();
  }

  private static FatalException missing(Path folder, Path file) {
    return SLOW.stream()
        .filter(slow -> Files.isRegularFile(folder.resolve(slow)))
        .findFirst()
        .map(
            slow ->
                new FatalException(
                    FaultCode.CHECKPOINT_UNSUPPORTED,
                    "%s has a tokenizer only as %s, not as tokenizer.json; docs/inspect.md says how to write that"
                        .formatted(folder, slow)))
        .orElseGet(() -> new FatalException(FaultCode.FILE_NOT_FOUND, "there is no file " + file));
  }

  /** All ids of a prompt, special tokens of the kind's own template included. */
  public long[] encode(String text) {
    return template.around(tokenizer.encode(text, template.ofTheFile(), false).getIds());
  }

  /**
   * The same, at most {@code longest} ids: the first one, which opens, and then as many as fit from
   * the right, since a prompt's end says what is asked.
   */
  public long[] encode(String text, int longest) {
    long[] ids = encode(text);
    if (ids.length <= longest) {
      return ids;
    }
    long[] kept = new long[longest];
    kept[0] = ids[0];
    System.arraycopy(ids, ids.length - longest + 1, kept, 1, longest - 1);
    return kept;
  }

  /** The ids of an answer's words alone, without special tokens. */
  public List<Integer> encodeWords(String text) {
    return Arrays.stream(tokenizer.encode(text, false, false).getIds())
        .mapToObj(Math::toIntExact)
        .toList();
  }

  /** The words of an answer: without special tokens, stripped of white space at both ends. */
  public String decode(List<Integer> ids) {
    // strip, not trim: trim also eats control characters, which the reference keeps
    String text = tokenizer.decode(ids.stream().mapToLong(Integer::longValue).toArray(), true);
    return (tidies ? tidied(text) : text).strip();
  }

  private static String tidied(String text) {
    String tidied = text;
    for (String loose : TIDIED) {
      tidied = tidied.replace(loose, loose.strip());
    }
    return tidied;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
