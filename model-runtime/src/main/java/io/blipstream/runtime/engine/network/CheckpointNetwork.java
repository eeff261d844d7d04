package io.blipstream.runtime.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.image.ResizeMode;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.model.PromptTokens;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.weights.CheckpointFiles;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** A Hugging Face checkpoint folder. */
public final class CheckpointNetwork implements Network {
  private final VisionLanguageModel model;
  private final ImagePreprocessor pictures;
  private final String name;
  private final String digest;

  /** Owns what is handed out; its arrays come and go on many threads. */
  private final NDManager handedOut;

  private CheckpointNetwork(
      VisionLanguageModel model, ImagePreprocessor pictures, String name, String digest) {
    this.model = model;
    this.pictures = pictures;
    this.name = name;
    this.digest = digest;
    this.handedOut = model.newBatch();
  }

  /**
   * Loads the weights.
   *
   * @param progress is told of the weights' bytes
   * @param resize how pictures of other proportions are prepared; empty as the checkpoint says
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or CHECKPOINT_UNSUPPORTED
   * @throws io.blipstream.runtime.fault.RetriableException DEVICE_UNAVAILABLE
   */
  public static CheckpointNetwork open(
      Path folder,
      Optional<ResizeMode> resize,
      DeviceId device,
      Precision precision,
      LoadProgress progress) {
    VisionLanguageModel model = VisionLanguageModel.open(folder, device, precision, progress);
    try {
      return new CheckpointNetwork(
          model,
          ImagePreprocessor.of(folder, model.config().vision().imageSize(), resize),
          folder.toAbsolutePath().normalize().getFileName().toString(),
          CheckpointFiles.digest(folder));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public String family() {
    return model.config().family();
  }

  @Override
  public int queries() {
    return model.config().qformer().queries();
  }

  @Override
  public ImagePreprocessor pictures() {
    return pictures;
  }

  @Override
  public PromptTokens tokenize(String prompt) {
    return model.tokenize(prompt);
  }

  @Override
  public DecodingTask task(DecodingOptions options) {
    return model.task(options);
  }

  @Override
  public String text(Decoded answer) {
    return model.text(answer);
  }

  @Override
  public void prepareThread() {
    PyTorch.prepareThread();
  }

  @Override
  public List<Features> look(List<float[]> pixels) {
    try (NDManager scratch = model.newBatch()) {
      return new ArrayList<Features>(rows(model.look(scratch, pixels)));
    }
  }

  @Override
  public List<SoftPrompt> soften(List<Sight> sights) {
    List<Features> distinct =
        List.copyOf(
            new LinkedHashSet<>(sights.stream().flatMap(s -> s.frames().stream()).toList()));
    List<List<Integer>> owners =
        sights.stream().map(s -> s.frames().stream().map(distinct::indexOf).toList()).toList();
    try (NDManager scratch = model.newBatch()) {
      NDArray images = TensorRow.together(scratch, distinct);
      List<PromptTokens> prompts = sights.stream().map(Sight::prompt).toList();
      return new ArrayList<SoftPrompt>(rows(model.softPrompts(scratch, images, owners, prompts)));
    }
  }

  /** Copies: a view would keep the memory of the whole batch as long as one row lives. */
  private List<TensorRow> rows(NDArray batch) {
    try (NDList split = batch.split(batch.getShape().get(0))) {
      return split.stream()
          .map(
              row -> {
                NDArray copy = row.duplicate();
                copy.attach(handedOut);
                return new TensorRow(copy);
              })
          .toList();
    }
  }

  @Override
  public <T> Session<T> session() {
    return new CheckpointSession<>(model);
  }

  @Override
  public void close() {
    handedOut.close();
    model.close();
  }
}
