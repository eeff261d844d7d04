package io.blipstream.runtime.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.Decoder;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingSession;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.NumberType;
import io.blipstream.runtime.kernel.Numbers;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.qformer.Projection;
import io.blipstream.runtime.qformer.QFormer;
import io.blipstream.runtime.text.PaddedIds;
import io.blipstream.runtime.vision.VisionTransformer;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.CheckpointWeights;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * InstructBLIP, or BLIP-2 without its instruction in the Q-Former: picture → image encoder →
 * Q-Former → projection → language model.
 *
 * <p>Immutable; every call's state is its own. Any thread that has called {@link
 * PyTorch#prepareThread()} may call it.
 */
public final class VisionLanguageModel implements AutoCloseable {
  private final ModelConfig config;
  private final NDManager manager;
  private final PromptReader reader;
  private final VisionTransformer vision;
  private final QFormer qformer;
  private final Projection projection;
  private final LanguageModel language;
  private final Decoder decoder;
  private final Numbers numbers;
  private final PixelBuffers buffers = new PixelBuffers();

  /** Of image encoder and language model. */
  private final NumberType type;

  private VisionLanguageModel(
      ModelConfig config,
      CheckpointHeaders headers,
      NDManager manager,
      NumberType type,
      LoadProgress progress) {
    this.config = config;
    this.manager = manager;
    this.type = type;
    numbers = Numbers.load(manager);
    try (CheckpointWeights weights =
        CheckpointWeights.of(
            headers,
            manager,
            name -> ModelConfig.mayBeHalf(name) ? type : NumberType.FLOAT32,
            progress)) {
      vision = VisionTransformer.load(config.vision(), weights, manager);
      qformer = QFormer.load(config.qformer(), weights, manager);
      language = config.text().load(weights, manager);
      projection = Projection.load(config.qformer().hidden(), language.width(), weights, manager);
    }
    decoder = Decoder.load(manager, GenerationConfig.in(headers.folder()).stopping());
    reader = PromptReader.open(headers.folder(), config.qformer());
    reader.requireOpening(language.opening(), headers.folder());
  }

  /** On the processor, in fp32. */
  public static VisionLanguageModel open(Path folder) {
    return open(folder, DeviceId.CPU, Precision.FP32, LoadProgress.UNSEEN);
  }

  /**
   * Opens a Hugging Face checkpoint folder as it was downloaded.
   *
   * @param precision of image encoder and language model; the Q-Former is fp32
   * @param progress is told of the weights' bytes
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or CHECKPOINT_UNSUPPORTED
   * @throws io.blipstream.runtime.fault.RetriableException DEVICE_UNAVAILABLE
   */
  public static VisionLanguageModel open(
      Path folder, DeviceId device, Precision precision, LoadProgress progress) {
    if (!Files.isDirectory(folder)) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "there is no checkpoint folder " + folder);
    }
    ModelConfig config = ModelConfig.read(folder);
    CheckpointHeaders headers = CheckpointHeaders.read(folder);
    headers
        .against(config.needed(), ModelConfig::ignorable)
        .fault(folder)
        .ifPresent(
            fault -> {
              throw fault;
            });
    NDManager manager = PyTorch.newManager(device);
    NumberType type = NumberType.of(precision.on(device));
    PyTorch.prepareThread();
    try {
      return new VisionLanguageModel(config, headers, manager, type, progress);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  public ModelConfig config() {
    return config;
  }

  /** A manager for the tensors of one batch; closing it frees them all. */
  public NDManager newBatch() {
    return manager.newSubManager();
  }

  /**
   * Words to ids. The Q-Former's are cut on the left where they exceed its positions.
   *
   * @throws FatalException PROMPT_TOO_LONG beyond {@value PromptReader#LONGEST_PROMPT} tokens of
   *     the language model
   */
  public PromptTokens tokenize(String prompt) {
    return reader.tokenize(prompt);
  }

  /**
   * Options with the ids of their candidates.
   *
   * @throws FatalException PROMPT_TOO_LONG for a candidate longer than any answer may be,
   *     EVENT_INVALID for one without a token
   */
  public DecodingTask task(DecodingOptions options) {
    return reader.task(options, language);
  }

  /** Ids to words. */
  public String text(Decoded answer) {
    return reader.text(answer);
  }

  /**
   * The image encoder, once per picture.
   *
   * @param pixels each [3 × S × S], normalised
   * @param out owns the result
   * @return [N, T, Dv], fp32
   */
  public NDArray look(NDManager out, List<float[]> pixels) {
    int side = config.vision().imageSize();
    ByteBuffer buffer = buffers.take(pixels.size() * 3 * side * side);
    FloatBuffer flat = buffer.asFloatBuffer();
    pixels.forEach(flat::put);
    try (NDManager scratch = out.newSubManager()) {
      Shape shape = new Shape(pixels.size(), 3, side, side);
      NDArray batch = scratch.create(buffer, shape, DataType.FLOAT32);
      if (type == NumberType.FLOAT32) {
        return vision.encode(out, batch);
      }
      NDArray seen = vision.encode(scratch, numbers.convert(scratch, batch, type));
      return numbers.convert(out, seen, NumberType.FLOAT32);
    } finally {
      buffers.giveBack(buffer);
    }
  }

  /**
   * The Q-Former: what a picture holds that matters to an instruction. Of BLIP-2, what it holds at
   * all, found once per picture.
   *
   * @param images [N, T, Dv] from {@link #look}
   * @param owner which of the N pictures each prompt is about
   * @param out owns the result
   * @return [B, K, Dq]
   */
  public NDArray query(NDManager out, NDArray images, int[] owner, List<PromptTokens> prompts) {
    try (NDManager scratch = out.newSubManager()) {
      NDArray owners = owners(scratch, owner);
      return config.qformer().readsInstruction()
          ? qformer.encode(out, instructions(scratch, prompts), images, owners)
          : qformer.encode(out, images, owners);
    }
  }

  /**
   * Where the queries look in {@link #query}.
   *
   * @return per cross-attention layer [B, K, T]: attention probabilities, mean over the heads; T as
   *     in {@link #look}, the class token first
   */
  public NDList gaze(NDManager out, NDArray images, int[] owner, List<PromptTokens> prompts) {
    try (NDManager scratch = out.newSubManager()) {
      NDArray owners = owners(scratch, owner);
      return config.qformer().readsInstruction()
          ? qformer.gaze(out, instructions(scratch, prompts), images, owners)
          : qformer.gaze(out, images, owners);
    }
  }

  private static NDArray owners(NDManager scratch, int[] owner) {
    return scratch.create(Arrays.stream(owner).asLongStream().toArray());
  }

  private PaddedIds instructions(NDManager scratch, List<PromptTokens> prompts) {
    List<long[]> rows = prompts.stream().map(PromptTokens::instruction).toList();
    return PaddedIds.of(scratch, rows, config.qformer().queries(), 0);
  }

  /**
   * The projection.
   *
   * @param queries [B, K, Dq] from {@link #query}
   * @param out owns the result
   * @return [B, K, D]: soft prompts, of the language model's type
   */
  public NDArray project(NDManager out, NDArray queries) {
    NDArray soft = projection.project(out, queries);
    return type == NumberType.FLOAT32 ? soft : numbers.convert(out, soft, type);
  }

  /**
   * What the language model is given of the pictures. Each frame of a clip goes through the
   * Q-Former with the instruction; their queries stand side by side, as the paper does with video.
   *
   * @param images [N, T, Dv] from {@link #look}
   * @param owners which of the N pictures each prompt is about, frame by frame; the same number F
   *     for all
   * @param out owns the result
   * @return [B, F·K, D]
   */
  public NDArray softPrompts(
      NDManager out, NDArray images, List<List<Integer>> owners, List<PromptTokens> prompts) {
    int frames = owners.get(0).size();
    int[] flat = owners.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    List<PromptTokens> repeated =
        prompts.stream().flatMap(prompt -> Collections.nCopies(frames, prompt).stream()).toList();
    NDArray soft = project(out, query(out, images, flat, repeated));
    return frames == 1
        ? soft
        : soft.reshape(
            prompts.size(), (long) frames * config.qformer().queries(), language.width());
  }

  /**
   * The language model, for a whole batch at once.
   *
   * @param soft [B, K, D] from {@link #project}
   * @return one answer per prompt
   */
  public List<Decoded> answer(NDArray soft, List<PromptTokens> prompts, List<DecodingTask> tasks) {
    return decoder.decode(newBatch(), language, soft, words(prompts), tasks);
  }

  /**
   * The language model, for prompts that come and go. {@link DecodingSession#admit} takes soft
   * prompts from {@link #project} or {@link #softPrompts} and the {@link PromptTokens#words} of
   * each.
   *
   * @param <T> what the caller knows a prompt by
   */
  public <T> DecodingSession<T> newSession() {
    return decoder.open(newBatch(), language);
  }

  /** The language model alone, for tests that look at its logits. */
  LanguageModel language() {
    return language;
  }

  private static List<long[]> words(List<PromptTokens> prompts) {
    return prompts.stream().map(PromptTokens::words).toList();
  }

  @Override
  public void close() {
    reader.close();
    decoder.close();
    language.close();
    projection.close();
    qformer.close();
    vision.close();
    numbers.close();
    manager.close();
  }
}
