package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Kernels.Text;
import io.blipstream.runtime.language.LanguageConfig;
import io.blipstream.runtime.language.llama.LlamaConfig;
import io.blipstream.runtime.language.opt.OptConfig;
import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.text.PromptTokenizer;
import java.util.List;

/** How a family of language models is taught to answer. */
interface Speaking {
  static Speaking of(LanguageConfig config) {
    if (config instanceof T5Config t5) {
      return new T5Speaking(t5);
    }
    if (config instanceof LlamaConfig llama) {
      return DecoderSpeaking.of(llama);
    }
    if (config instanceof OptConfig opt) {
      return DecoderSpeaking.of(opt);
    }
    throw new IllegalStateException("no way to teach a " + config.getClass());
  }

  /** The text that serves, and what makes it speak a whole answer. */
  List<Text> texts();

  List<Long> sizes();

  List<Double> epsilons();

  /** One tensor stands in two places of its lists, where each place would learn for itself. */
  boolean shares();

  /** Its weights. */
  void take(StudentWeights weights, boolean learns, NDManager manager);

  /** Ids of a prompt; where it is too long, its right end. */
  long[] prompt(PromptTokenizer tokenizer, String text, int longest);

  /** Ids of an answer, end token included; where it is too long, its left end. */
  long[] answer(PromptTokenizer tokenizer, String text, int longest);

  /**
   * Prompts and answers as its kernel takes them.
   *
   * @param before length of a soft prompt
   * @param scratch owns them
   */
  NDList words(NDManager scratch, Lesson lesson, long before);

  /** Named as one list of the kernel. */
  static NDList named(String name, NDArray... tensors) {
    for (NDArray tensor : tensors) {
      tensor.setName(name);
    }
    return new NDList(tensors);
  }
}
