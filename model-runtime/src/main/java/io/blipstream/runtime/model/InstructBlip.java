package io.blipstream.runtime.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.GreedyDecoder;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.language.T5;
import io.blipstream.runtime.qformer.PaddedInstructions;
import io.blipstream.runtime.qformer.Projection;
import io.blipstream.runtime.qformer.QFormer;
import io.blipstream.runtime.text.PromptTokenizer;
import io.blipstream.runtime.vision.VisionTransformer;
import io.blipstream.runtime.weights.CheckpointWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * InstructBLIP with Flan-T5: picture → image encoder → Q-Former, which reads the instruction too →
 * projection → language model.
 *
 * <p>Immutable; every call's state is its own. Any thread that has called {@link
 * PyTorch#prepareThread()} may call it.
 */
public final class InstructBlip implements AutoCloseable {
  /** Longest prompt in the language model's tokens: bounds the quadratic tables of its encoder. */
  public static final int LONGEST_PROMPT = 1_024;

  private final InstructBlipConfig config;
  private final NDManager manager;
  private final PromptTokenizer instructions;
  private final PromptTokenizer words;
  private final VisionTransformer vision;
  private final QFormer qformer;
  private final Projection projection;
  private final LanguageModel language;
  private final GreedyDecoder decoder;

  private InstructBlip(InstructBlipConfig config, Path folder, NDManager manager) {
    this.config = config;
    this.manager = manager;
    CheckpointWeights weights = CheckpointWeights.open(folder, manager);
    vision = VisionTransformer.load(config.vision(), weights, manager);
    qformer = QFormer.load(config.qformer(), weights, manager);
    projection =
        Projection.load(config.qformer().hidden(), config.language().hidden(), weights, manager);
    language = T5.load(config.language(), weights, weights.names(), manager);
    weights.requireAllTaken(InstructBlip::ignorable);
    decoder = GreedyDecoder.load(manager);
    words = PromptTokenizer.open(folder);
    instructions = PromptTokenizer.open(folder.resolve("qformer_tokenizer"));
  }

  /**
   * Opens a Hugging Face checkpoint folder as it was downloaded.
   *
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or CHECKPOINT_UNSUPPORTED
   * @throws io.blipstream.runtime.fault.RetriableException DEVICE_UNAVAILABLE
   */
  public static InstructBlip open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "there is no checkpoint folder " + folder);
    }
    InstructBlipConfig config = InstructBlipConfig.read(folder);
    NDManager manager = PyTorch.newManager();
    PyTorch.prepareThread();
    try {
      return new InstructBlip(config, folder, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  public InstructBlipConfig config() {
    return config;
  }

  /** A manager for the tensors of one batch; closing it frees them all. */
  public NDManager newBatch() {
    return manager.newSubManager();
  }

  /**
   * Words to ids. The Q-Former's are cut on the left where they exceed its positions.
   *
   * @throws FatalException PROMPT_TOO_LONG beyond {@value #LONGEST_PROMPT} tokens of the language
   *     model
   */
  public PromptTokens tokenize(String prompt) {
    long[] ids = words.encode(prompt);
    if (ids.length > LONGEST_PROMPT) {
      throw new FatalException(
          FaultCode.PROMPT_TOO_LONG,
          "the prompt has " + ids.length + " tokens, " + LONGEST_PROMPT + " are allowed");
    }
    return new PromptTokens(instructions.encode(prompt, config.qformer().positions()), ids);
  }

  /** Ids to words. */
  public String text(Decoded answer) {
    return words.decode(answer.tokenIds());
  }

  /**
   * The image encoder, once per picture.
   *
   * @param pixels each [3 × S × S], normalised
   * @param out owns the result
   * @return [N, T, Dv]
   */
  public NDArray look(NDManager out, List<float[]> pixels) {
    int side = config.vision().imageSize();
    float[] flat = new float[pixels.size() * 3 * side * side];
    for (int i = 0; i < pixels.size(); i++) {
      System.arraycopy(pixels.get(i), 0, flat, i * 3 * side * side, 3 * side * side);
    }
    try (NDManager scratch = out.newSubManager()) {
      return vision.encode(out, scratch.create(flat, new Shape(pixels.size(), 3, side, side)));
    }
  }

  /**
   * The Q-Former, once per prompt: what the picture holds that matters to the instruction.
   *
   * @param images [N, T, Dv] from {@link #look}
   * @param owner which of the N pictures each prompt is about
   * @param out owns the result
   * @return [B, K, Dq]
   */
  public NDArray query(NDManager out, NDArray images, int[] owner, List<PromptTokens> prompts) {
    try (NDManager scratch = out.newSubManager()) {
      PaddedInstructions padded =
          PaddedInstructions.of(
              scratch,
              prompts.stream().map(PromptTokens::instruction).toList(),
              config.qformer().queries());
      long[] owners = java.util.Arrays.stream(owner).asLongStream().toArray();
      return qformer.encode(out, padded, images, scratch.create(owners));
    }
  }

  /**
   * The projection.
   *
   * @param queries [B, K, Dq] from {@link #query}
   * @param out owns the result
   * @return [B, K, D]: soft prompts
   */
  public NDArray project(NDManager out, NDArray queries) {
    return projection.project(out, queries);
  }

  /**
   * The language model and greedy decoding.
   *
   * @param soft [B, K, D] from {@link #project}
   * @param bounds longest answer of each prompt in tokens
   * @return one answer per prompt
   */
  public List<Decoded> answer(NDArray soft, List<PromptTokens> prompts, int[] bounds) {
    try (NDManager batch = newBatch()) {
      return decoder.decode(batch, language, read(batch, soft, prompts, bounds), bounds);
    }
  }

  /** The language model's prefill alone, for callers that decode themselves. */
  LanguageModel.Speech read(
      NDManager batch, NDArray soft, List<PromptTokens> prompts, int[] bounds) {
    int longest = java.util.Arrays.stream(bounds).max().orElseThrow();
    return language.read(batch, soft, prompts.stream().map(PromptTokens::words).toList(), longest);
  }

  LanguageModel language() {
    return language;
  }

  /** Buffers that older files carry and that no network reads. */
  private static boolean ignorable(String name) {
    return name.endsWith(".position_ids")
        || name.endsWith("EncDecAttention.relative_attention_bias.weight");
  }

  @Override
  public void close() {
    instructions.close();
    words.close();
    decoder.close();
    language.close();
    projection.close();
    qformer.close();
    vision.close();
    manager.close();
  }
}
