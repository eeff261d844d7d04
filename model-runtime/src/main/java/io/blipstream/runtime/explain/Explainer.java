package io.blipstream.runtime.explain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.image.ResizeMode;
import io.blipstream.runtime.kernel.Devices;
import io.blipstream.runtime.model.PromptTokens;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers and shows where the queries looked. Beside the engine and not within it: the kernels that
 * answer do not keep attention probabilities, and making them costs a second pass. Used by the
 * thread that made it.
 */
public final class Explainer implements AutoCloseable {
  private final VisionLanguageModel model;
  private final ImageDecoder decoder;
  private final ImagePreprocessor preprocessor;

  private Explainer(
      VisionLanguageModel model, ImageDecoder decoder, ImagePreprocessor preprocessor) {
    this.model = model;
    this.decoder = decoder;
    this.preprocessor = preprocessor;
  }

  /**
   * Loads a checkpoint folder.
   *
   * @param devices of which the first is taken
   * @param resize empty as the checkpoint says
   * @throws io.blipstream.runtime.fault.BlipstreamException as {@link VisionLanguageModel#open}
   */
  public static Explainer open(
      Path folder,
      DeviceChoice devices,
      Precision precision,
      ImageDecoder decoder,
      Optional<ResizeMode> resize) {
    VisionLanguageModel model =
        VisionLanguageModel.open(folder, Devices.first(devices), precision, LoadProgress.UNSEEN);
    try {
      int side = model.config().vision().imageSize();
      return new Explainer(model, decoder, ImagePreprocessor.of(folder, side, resize));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** For example {@code instructblip-t5}. */
  public String family() {
    return model.config().family();
  }

  /**
   * @param encoded the picture's file
   * @throws io.blipstream.runtime.fault.FatalException where the picture cannot be read or a prompt
   *     cannot be asked
   */
  public ExplainedPicture explain(
      ByteBuffer encoded, List<String> prompts, DecodingOptions options) {
    DecodedImage picture = decoder.decode(encoded.asReadOnlyBuffer());
    List<PromptTokens> tokens = prompts.stream().map(model::tokenize).toList();
    try (NDManager batch = model.newBatch()) {
      NDArray images = model.look(batch, List.of(preprocessor.pixels(picture)));
      int[] owner = new int[prompts.size()];
      NDArray soft = model.project(batch, model.query(batch, images, owner, tokens));
      List<Decoded> answers =
          model.answer(soft, tokens, prompts.stream().map(prompt -> model.task(options)).toList());
      NDList layers = model.gaze(batch, images, owner, tokens);
      List<Explanation> explanations = new ArrayList<>();
      for (int i = 0; i < prompts.size(); i++) {
        Decoded answer = answers.get(i);
        explanations.add(
            new Explanation(
                prompts.get(i), model.text(answer), answer.confidence(), gaze(layers, i)));
      }
      return new ExplainedPicture(picture, preprocessor.region(picture), explanations);
    }
  }

  private Gaze gaze(NDList layers, int prompt) {
    int queries = model.config().qformer().queries();
    int side = model.config().vision().imageSize() / model.config().vision().patchSize();
    int size = queries * (1 + side * side);
    float[] values = new float[layers.size() * size];
    for (int layer = 0; layer < layers.size(); layer++) {
      float[] all = layers.get(layer).toFloatArray();
      System.arraycopy(all, prompt * size, values, layer * size, size);
    }
    return new Gaze(layers.size(), queries, side, values);
  }

  @Override
  public void close() {
    model.close();
  }
}
